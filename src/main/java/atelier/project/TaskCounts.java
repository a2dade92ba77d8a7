package atelier.project;

import java.util.Collections;
import java.util.Map;

/**
 * How often tasks were started and ended.
 *
 * @param attempts tasks that were started and have not ended, by task key
 * @param repetitions how often tasks ended with a result
 * @param failures failed tasks that may be retried, by task key
 */
public record TaskCounts(
    Map<String, TaskAttempts> attempts,
    TaskRepetitions repetitions,
    Map<String, RetryableFailure> failures) {
  public TaskCounts {
    attempts = Collections.unmodifiableMap(attempts);
    failures = Collections.unmodifiableMap(failures);
  }
}
