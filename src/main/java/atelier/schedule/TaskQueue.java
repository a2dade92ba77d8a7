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

/** The due tasks without a lease, and the order in which they are granted. Not thread-safe. */
final class TaskQueue {
  private final Clock clock;
  private final Leases leases;
  private final Map<String, Map<String, DueTask>> tasksByProject = new LinkedHashMap<>();

  TaskQueue(Clock clock, Leases leases) {
    this.clock = clock;
    this.leases = leases;
  }

  /** Replaces the tasks of a project; a task that was queued before keeps its waiting time. */
  void replaceTasks(String project, Map<String, DueTask> due) {
    Map<String, DueTask> previous = tasksByProject.getOrDefault(project, Map.of());
    due.replaceAll((key, dueTask) -> previous.containsKey(key)
        ? dueTask.withDueSince(previous.getOrDefault(key, dueTask).dueSince())
        : dueTask);
    tasksByProject.put(project, due);
  }

  void removeProject(String project) {
    tasksByProject.remove(project);
  }

  void remove(DueTask dueTask) {
    Map<String, DueTask> tasks = tasksByProject.get(dueTask.task().project());
    if (tasks != null) {
      tasks.remove(dueTask.key());
    }
  }

  /**
   * The first ready task of a role that {@code accepts} accepts, from the project with the fewest
   * leased tasks and, among those, the one that this role served longest ago.
   */
  Optional<DueTask> findNext(String role, Predicate<DueTask> accepts) {
    Instant now = clock.instant();
    Map<String, Integer> leasedByProject = leases.countByProject();
    return tasksByProject.values().stream()
        .flatMap(tasks -> readyTasks(tasks, role, now).filter(accepts).findFirst().stream())
        .min(Comparator.<DueTask>comparingInt(
                dueTask -> leasedByProject.getOrDefault(dueTask.task().project(), 0))
            .thenComparing(dueTask -> leases.lastServedTurn(role, dueTask.task().project())));
  }

  private static Stream<DueTask> readyTasks(Map<String, DueTask> tasks, String role, Instant now) {
    return tasks.values().stream()
        .filter(dueTask -> dueTask.role().name().equals(role) && dueTask.isReady(now));
  }

  /** The offer for a role; empty if none of its tasks is ready. */
  Optional<TaskOffer> createOffer(String role) {
    Instant now = clock.instant();
    Optional<Instant> oldest = tasksByProject.values().stream()
        .flatMap(tasks -> readyTasks(tasks, role, now))
        .map(DueTask::claimableSince)
        .min(Comparator.naturalOrder());
    return oldest.flatMap(since -> findNext(role, dueTask -> true)
        .map(next -> new TaskOffer(
            role,
            next.task().project(),
            Math.max(0, Duration.between(since, now).toMillis()))));
  }

  /** The number of tasks, by role. */
  Map<String, Integer> countByRole() {
    Map<String, Integer> counts = new TreeMap<>();
    all().forEach(dueTask -> counts.merge(dueTask.role().name(), 1, Integer::sum));
    return counts;
  }

  Stream<DueTask> all() {
    return tasksByProject.values().stream().flatMap(tasks -> tasks.values().stream());
  }
}
