package atelier.schedule;

import atelier.project.Project;
import atelier.project.RequiredAction;
import atelier.project.RetryableFailure;
import atelier.role.Capabilities;
import atelier.role.ModelCalls;
import atelier.role.Role;
import atelier.role.Task;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task that is due.
 *
 * @param readyAt the earliest time at which it may be granted
 * @param dueSince since when it is due
 * @param preference which nodes are preferred for it
 */
public record DueTask(
    Role<?> role,
    Task task,
    String key,
    Instant readyAt,
    Instant dueSince,
    LayerPreference preference) {
  /**
   * The tasks that are due in a project's state, by key, without those that must wait for a person.
   * A task that failed before is not ready until its backoff has passed.
   */
  public static Map<String, DueTask> byKey(Project project, List<Role<?>> roles, Instant now) {
    Map<String, DueTask> tasks = new LinkedHashMap<>();
    if (!project.isOpen()) {
      return tasks;
    }
    for (Role<?> role : roles) {
      role.dueTasks(project).forEach(task -> {
        String key = ModelCalls.taskKey(role.name(), task);
        if (!RequiredAction.blocksTask(project, key)) {
          tasks.put(
              key,
              new DueTask(
                  role,
                  task,
                  key,
                  readyAt(project, task, key),
                  now,
                  LayerPreference.of(project, task)));
        }
      });
    }
    return tasks;
  }

  private static Instant readyAt(Project project, Task task, String key) {
    RetryableFailure failure = project.retryableFailures().get(key);
    Instant retryAt = failure == null ? Instant.EPOCH : failure.notBefore();
    return retryAt.isAfter(task.notBefore()) ? retryAt : task.notBefore();
  }

  boolean isReady(Instant now) {
    return !readyAt.isAfter(now);
  }

  /** Whether a node may take it now, given the nodes that are online. */
  boolean isFor(Capabilities claimant, Collection<Capabilities> nodes, Instant now) {
    List<Capabilities> able = nodes.stream()
        .filter(node -> node.hasAgentFor(role.name(), task.requirements()))
        .toList();
    return claimant.isEligible(role.name(), task.requirements(), nodes)
        && preference.permits(claimant, able, claimableSince(), now);
  }

  /** Since when an agent could have claimed it. */
  Instant claimableSince() {
    return readyAt.isAfter(dueSince) ? readyAt : dueSince;
  }

  DueTask withDueSince(Instant earlier) {
    return new DueTask(role, task, key, readyAt, earlier, preference);
  }
}
