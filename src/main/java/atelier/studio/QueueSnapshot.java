package atelier.studio;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a scheduler's queue at one moment, for display.
 *
 * @param running the leased tasks, oldest first
 * @param waiting the number of due tasks without a lease, by role
 * @param queued the number of projects that wait for admission
 */
public record QueueSnapshot(List<RunningTask> running, Map<String, Integer> waiting, int queued) {
  public QueueSnapshot {
    running = List.copyOf(running);
    waiting = Map.copyOf(waiting);
  }

  /** Merges the snapshots of several nodes. */
  public static QueueSnapshot merge(List<QueueSnapshot> snapshots) {
    Map<String, Integer> waiting = new TreeMap<>();
    snapshots.forEach(snapshot ->
        snapshot.waiting().forEach((role, count) -> waiting.merge(role, count, Integer::sum)));
    return new QueueSnapshot(
        snapshots.stream()
            .flatMap(snapshot -> snapshot.running().stream())
            .sorted(Comparator.comparing(RunningTask::since))
            .toList(),
        waiting,
        snapshots.stream().mapToInt(QueueSnapshot::queued).sum());
  }

  /**
   * A leased task.
   *
   * @param file the file that the task is about; empty if none
   */
  public record RunningTask(
      String project, String role, String task, String file, String node, Instant since) {}
}
