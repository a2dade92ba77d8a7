package atelier.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often tasks ended with a result, to find one whose results change nothing. The key of a task
 * names the attempt, so that one that ends often is due again without a change of state. Only the
 * latest {@value #MAX_TASKS} tasks are counted. Immutable.
 */
public record TaskRepetitions(Map<String, Integer> results) {
  /** A task that ended so often is not started again. */
  static final int MAX_RESULTS = 20;

  static final TaskRepetitions NONE = new TaskRepetitions(Map.of());
  private static final int MAX_TASKS = 16;

  /** The counts are in the order in which the tasks last ended. */
  public TaskRepetitions {
    results = Collections.unmodifiableMap(results);
  }

  /** The Environment is not counted: the number of its surveys has a limit of its own. */
  TaskRepetitions withResult(String agent, String task) {
    if (agent.equals("environment")) {
      return this;
    }
    Map<String, Integer> counts = new LinkedHashMap<>(results);
    Integer previous = counts.remove(task);
    counts.put(task, previous == null ? 1 : previous + 1);
    if (counts.size() > MAX_TASKS) {
      counts.remove(counts.keySet().iterator().next());
    }
    return new TaskRepetitions(counts);
  }

  boolean isPoisoned(String task) {
    return results.getOrDefault(task, 0) >= MAX_RESULTS;
  }

  /** A task that ended too often; empty if none did. */
  Optional<String> poisonedTask() {
    return results.keySet().stream().filter(this::isPoisoned).findFirst();
  }
}
