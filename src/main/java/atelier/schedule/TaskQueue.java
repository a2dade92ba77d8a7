package atelier.schedule;

import atelier.message.TaskOffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is due and in nobody's hand; and which of it comes next. */
final class TaskQueue {
  private final Clock clock;
  private final Leases hands;
  private final Map<String, Map<String, DueTask>> tasks = new LinkedHashMap<>();

  TaskQueue(Clock clock, Leases hands) {
    this.clock = clock;
    this.hands = hands;
  }

  /** These and no others of a project; what lay there before goes on waiting. */
  void put(String project, Map<String, DueTask> due) {
    Map<String, DueTask> before = tasks.getOrDefault(project, Map.of());
    due.replaceAll((key, one) ->
        before.containsKey(key) ? one.since(before.getOrDefault(key, one).laidAt()) : one);
    tasks.put(project, due);
  }

  void remove(String project) {
    tasks.remove(project);
  }

  void take(DueTask one) {
    Map<String, DueTask> project = tasks.get(one.task().project());
    if (project != null) {
      project.remove(one.key());
    }
  }

  /**
   * The oldest task of a role that {@code suits}, of the project that has least in hand and, among
   * those, was served by this role longest ago.
   */
  Optional<DueTask> next(String role, Predicate<DueTask> suits) {
    Instant now = clock.instant();
    Map<String, Integer> inHand = hands.counts();
    return tasks.values().stream()
        .flatMap(project -> ready(project, role, now).filter(suits).findFirst().stream())
        .min(Comparator.<DueTask>comparingInt(
                one -> inHand.getOrDefault(one.task().project(), 0))
            .thenComparing(one -> hands.lastServed(role, one.task().project())));
  }

  private static Stream<DueTask> ready(Map<String, DueTask> project, String role, Instant now) {
    return project.values().stream()
        .filter(one -> one.role().name().equals(role) && one.isReady(now));
  }

  /** What there is for a role; empty when nothing is ready. */
  Optional<TaskOffer> offer(String role) {
    Instant now = clock.instant();
    Optional<Instant> oldest = tasks.values().stream()
        .flatMap(project -> ready(project, role, now))
        .map(DueTask::waitingSince)
        .min(Comparator.naturalOrder());
    return oldest.flatMap(since -> next(role, one -> true)
        .map(next -> new TaskOffer(
            role,
            next.task().project(),
            Math.max(0, Duration.between(since, now).toMillis()))));
  }

  /** How many tasks of each role. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    all().forEach(one -> counts.merge(one.role().name(), 1, Integer::sum));
    return counts;
  }

  Stream<DueTask> all() {
    return tasks.values().stream().flatMap(project -> project.values().stream());
  }
}
