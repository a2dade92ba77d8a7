package atelier.schedule;

import atelier.message.LeasedTask;
import atelier.message.TaskGrant;
import atelier.role.Task;
import atelier.studio.QueueSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tasks in agents' hands, each until its lease runs out; and whose turn it was last. */
final class Leases {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int MAX_REMEMBERED = 2_000;

  private final String node;
  private final Clock clock;
  private final Map<String, Lease> hands = new LinkedHashMap<>();
  private final Map<String, Long> served = new HashMap<>();
  private final BoundedCache<Boolean> taken = new BoundedCache<>(MAX_REMEMBERED);
  private final long life;
  private long grants;

  private record Lease(LeasedTask task, String holder, Instant since, Instant until) {}

  Leases(String node, Clock clock) {
    this.node = node;
    this.clock = clock;
    life = clock.millis();
  }

  /** A task for an agent of the node {@code holder}. */
  TaskGrant give(String holder, String role, String key, Task task) {
    TaskGrant grant = new TaskGrant(
        node + "-" + Long.toString(life, 36) + "-" + ++grants, holder, role, key, 0, task);
    hold(holder, grant.held());
    served.put(turn(role, task.project()), grants);
    return grant;
  }

  private void hold(String holder, LeasedTask task) {
    Instant now = clock.instant();
    Lease before = hands.get(task.grant());
    Instant since = before == null ? now : before.since();
    hands.put(task.grant(), new Lease(task, holder, since, now.plus(LEASE)));
  }

  /**
   * An agent is alive and at work; the task may have been given by another conductor. Whether that
   * is news.
   */
  boolean renew(String holder, LeasedTask task) {
    boolean known = hands.containsKey(task.grant());
    boolean other = of(task.project()).anyMatch(one -> one.key().equals(task.key()));
    if (known || (!other && !isTaken(task.grant()))) {
      hold(holder, task);
    }
    return !known && hands.containsKey(task.grant());
  }

  /** The task is no longer in that hand. */
  void drop(String grant) {
    hands.remove(grant);
  }

  /** The task is done: what is still said about this handing-over is old news. */
  void take(String grant) {
    hands.remove(grant);
    taken.put(grant, true);
  }

  boolean isTaken(String grant) {
    return taken.get(grant) != null;
  }

  /** Whether a lease has run out: what no agent has given a sign about is taken back. */
  boolean takeLost() {
    Instant now = clock.instant();
    return hands.values().removeIf(hand -> hand.until().isBefore(now));
  }

  /** Whether a node is gone that had something in hand: it is taken back. */
  boolean takeFromAllBut(Set<String> present) {
    return hands.values().removeIf(hand -> !present.contains(hand.holder()));
  }

  Stream<LeasedTask> of(String project) {
    return hands.values().stream()
        .map(Lease::task)
        .filter(task -> task.project().equals(project));
  }

  /** How many tasks are in hand, by project. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    hands.values().forEach(hand -> counts.merge(hand.task().project(), 1, Integer::sum));
    return counts;
  }

  /** When a role last served a project, as a number that grows; 0 for never. */
  long lastServed(String role, String project) {
    return served.getOrDefault(turn(role, project), 0L);
  }

  /** A project has left the desk. */
  void forget(String project) {
    served.keySet().removeIf(turn -> turn.endsWith(":" + project));
  }

  /** A project has become another conductor's. */
  void release(String project) {
    hands.values().removeIf(hand -> hand.task().project().equals(project));
    forget(project);
  }

  private static String turn(String role, String project) {
    return role + ":" + project;
  }

  List<QueueSnapshot.Running> running() {
    return hands.values().stream()
        .map(hand -> new QueueSnapshot.Running(
            hand.task().project(),
            hand.task().role(),
            hand.task().key(),
            hand.task().file(),
            hand.holder(),
            hand.since()))
        .toList();
  }
}
