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

/**
 * The tasks that agents are working on, each under a lease that expires unless heartbeats renew it;
 * also remembers when each project was served last. Not thread-safe.
 */
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

  /** Grants a task to an agent of a node. */
  TaskGrant grant(String holderNode, String role, String key, Task task) {
    TaskGrant grant = new TaskGrant(
        node + "-" + Long.toString(startMs, 36) + "-" + ++grantCount,
        holderNode,
        role,
        key,
        0,
        task);
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
   * Renews the lease of a task; creates it if another scheduler granted the task. Returns whether
   * the lease is new.
   */
  boolean renew(String holderNode, LeasedTask task) {
    boolean known = leases.containsKey(task.grantId());
    boolean leasedToOther =
        tasksOf(task.project()).anyMatch(leased -> leased.key().equals(task.key()));
    if (known || (!leasedToOther && !isCompleted(task.grantId()))) {
      putLease(holderNode, task);
    }
    return !known && leases.containsKey(task.grantId());
  }

  /** Ends a lease without a result. */
  void revoke(String grantId) {
    leases.remove(grantId);
  }

  /** Ends a lease and remembers the grant: later results and heartbeats for it are ignored. */
  void complete(String grantId) {
    leases.remove(grantId);
    completedGrants.put(grantId, true);
  }

  boolean isCompleted(String grantId) {
    return completedGrants.get(grantId) != null;
  }

  /** Completes the leases of a project's tasks that are not among these; returns the tasks. */
  List<LeasedTask> withdrawOthers(String project, Set<String> dueKeys) {
    List<LeasedTask> withdrawn =
        tasksOf(project).filter(task -> !dueKeys.contains(task.key())).toList();
    withdrawn.forEach(task -> complete(task.grantId()));
    return withdrawn;
  }

  /** Whether a task has had a lease for longer than a lease lasts without being renewed. */
  boolean isOld(String grantId) {
    Lease lease = leases.get(grantId);
    return lease != null && lease.since().plus(LEASE_DURATION).isBefore(clock.instant());
  }

  /** Revokes the leases that were not renewed in time; returns whether there were any. */
  boolean revokeExpired() {
    Instant now = clock.instant();
    return leases.values().removeIf(lease -> lease.expiresAt().isBefore(now));
  }

  /** Revokes the leases of nodes that are not present; returns whether there were any. */
  boolean revokeFromAbsentNodes(Set<String> presentNodes) {
    return leases.values().removeIf(lease -> !presentNodes.contains(lease.holderNode()));
  }

  Stream<LeasedTask> tasksOf(String project) {
    return leases.values().stream()
        .map(Lease::task)
        .filter(task -> task.project().equals(project));
  }

  /** The number of leased tasks, by project. */
  Map<String, Integer> countByProject() {
    Map<String, Integer> counts = new HashMap<>();
    leases.values().forEach(lease -> counts.merge(lease.task().project(), 1, Integer::sum));
    return counts;
  }

  /** When a role last served a project, as an increasing number; 0 for never. */
  long lastServedTurn(String role, String project) {
    return lastServedTurns.getOrDefault(turnKey(role, project), 0L);
  }

  /** Forgets when a project was served, after it ended. */
  void forgetProject(String project) {
    lastServedTurns.keySet().removeIf(key -> key.endsWith(":" + project));
  }

  /** Drops the leases of a project that another node leads now. */
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
