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
  private static final Duration LEASE_DURATION = Duration.ofSeconds(10);
  private static final int MAX_COMPLETED_GRANTS = 2_000;

  private final String node;
  private final Clock clock;
  private final Map<String, Lease> leases = new LinkedHashMap<>();
  private final Map<String, Long> lastServedTurns = new HashMap<>();
  private final BoundedCache<Boolean> completedGrants = new BoundedCache<>(MAX_COMPLETED_GRANTS);
  private final long startMs;
  private long grantCount;

  private record Lease(LeasedTask task, String holderNode, Instant since, Instant expiresAt) {}

  Leases(String node, Clock clock) {
    this.node = node;
    this.clock = clock;
    startMs = clock.millis();
  }

  /** A task for an agent of the node {@code holder}. */
  TaskGrant grant(String holderNode, String role, String key, Task task) {
    TaskGrant grant = new TaskGrant(
        node + "-" + Long.toString(startMs, 36) + "-" + ++grantCount, holderNode, role, key, 0, task);
    putLease(holderNode, grant.leasedTask());
    lastServedTurns.put(turnKey(role, task.project()), grantCount);
    return grant;
  }

  private void putLease(String holderNode, LeasedTask task) {
    Instant now = clock.instant();
    Lease previous = leases.get(task.grantId());
    Instant since = previous == null ? now : previous.since();
    leases.put(task.grantId(), new Lease(task, holderNode, since, now.plus(LEASE_DURATION)));
  }

  /**
   * An agent is alive and at work; the task may have been given by another conductor. Whether that
   * is news.
   */
  boolean renew(String holderNode, LeasedTask task) {
    boolean known = leases.containsKey(task.grantId());
    boolean leasedToOther = tasksOf(task.project()).anyMatch(leased -> leased.key().equals(task.key()));
    if (known || (!leasedToOther && !isCompleted(task.grantId()))) {
      putLease(holderNode, task);
    }
    return !known && leases.containsKey(task.grantId());
  }

  /** The task is no longer in that hand. */
  void revoke(String grantId) {
    leases.remove(grantId);
  }

  /** The task is done: what is still said about this handing-over is old news. */
  void complete(String grantId) {
    leases.remove(grantId);
    completedGrants.put(grantId, true);
  }

  boolean isCompleted(String grantId) {
    return completedGrants.get(grantId) != null;
  }

  /** Whether a lease has run out: what no agent has given a sign about is taken back. */
  boolean revokeExpired() {
    Instant now = clock.instant();
    return leases.values().removeIf(lease -> lease.expiresAt().isBefore(now));
  }

  /** Whether a node is gone that had something in hand: it is taken back. */
  boolean revokeFromAbsentNodes(Set<String> presentNodes) {
    return leases.values().removeIf(lease -> !presentNodes.contains(lease.holderNode()));
  }

  Stream<LeasedTask> tasksOf(String project) {
    return leases.values().stream()
        .map(Lease::task)
        .filter(task -> task.project().equals(project));
  }

  /** How many tasks are in hand, by project. */
  Map<String, Integer> countByProject() {
    Map<String, Integer> counts = new HashMap<>();
    leases.values().forEach(lease -> counts.merge(lease.task().project(), 1, Integer::sum));
    return counts;
  }

  /** When a role last served a project, as a number that grows; 0 for never. */
  long lastServedTurn(String role, String project) {
    return lastServedTurns.getOrDefault(turnKey(role, project), 0L);
  }

  /** A project has left the desk. */
  void forgetProject(String project) {
    lastServedTurns.keySet().removeIf(key -> key.endsWith(":" + project));
  }

  /** A project has become another conductor's. */
  void releaseProject(String project) {
    leases.values().removeIf(lease -> lease.task().project().equals(project));
    forgetProject(project);
  }

  private static String turnKey(String role, String project) {
    return role + ":" + project;
  }

  List<QueueSnapshot.RunningTask> runningTasks() {
    return leases.values().stream()
        .map(lease -> new QueueSnapshot.RunningTask(
            lease.task().project(),
            lease.task().role(),
            lease.task().key(),
            lease.task().file(),
            lease.holderNode(),
            lease.since()))
        .toList();
  }
}
