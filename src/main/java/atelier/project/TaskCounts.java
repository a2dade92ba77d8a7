package atelier.project;

import java.util.Collections;
import java.util.Map;

/**
 * How often tasks were started and ended.
 *
 * @param attempts tasks that were started and have not ended, by task key
 * @param repetitions how often tasks ended with a result
 */
public record TaskCounts(Map<String, TaskAttempts> attempts, TaskRepetitions repetitions) {
  public TaskCounts {
    attempts = Collections.unmodifiableMap(attempts);
  }
}
