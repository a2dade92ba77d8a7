package atelier.role;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What lies on a conductor's desk at a moment, for people to look at.
 *
 * @param running the tasks in hand, the oldest first
 * @param waiting how many tasks are due and in nobody's hand, by role
 * @param queued how many projects wait until others are done
 */
public record Board(List<Running> running, Map<String, Integer> waiting, int queued) {
  public Board {
    running = List.copyOf(running);
    waiting = Map.copyOf(waiting);
  }

  /**
   * A task in hand.
   *
   * @param file empty where it is about none
   */
  public record Running(
      String project, String role, String task, String file, String node, Instant since) {}
}
