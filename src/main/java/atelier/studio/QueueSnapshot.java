package atelier.studio;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies on a conductor's desk at a moment, for people to look at.
 *
 * @param running the tasks in hand, the oldest first
 * @param waiting how many tasks are due and in nobody's hand, by role
 * @param queued how many projects wait until others are done
 */
public record QueueSnapshot(List<Running> running, Map<String, Integer> waiting, int queued) {
  public QueueSnapshot {
    running = List.copyOf(running);
    waiting = Map.copyOf(waiting);
  }

  /** All desks as one. */
  public static QueueSnapshot merged(List<QueueSnapshot> boards) {
    Map<String, Integer> waiting = new TreeMap<>();
    boards.forEach(board ->
        board.waiting().forEach((role, count) -> waiting.merge(role, count, Integer::sum)));
    return new QueueSnapshot(
        boards.stream()
            .flatMap(board -> board.running().stream())
            .sorted(Comparator.comparing(Running::since))
            .toList(),
        waiting,
        boards.stream().mapToInt(QueueSnapshot::queued).sum());
  }

  /**
   * A task in hand.
   *
   * @param file empty where it is about none
   */
  public record Running(
      String project, String role, String task, String file, String node, Instant since) {}
}
