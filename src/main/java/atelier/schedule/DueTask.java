package atelier.schedule;

import atelier.project.Project;
import atelier.project.RequiredAction;
import atelier.project.RetryableFailure;
import atelier.role.ModelCalls;
import atelier.role.Role;
import atelier.role.Task;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task that lies on the desk.
 *
 * @param readyAt not to be taken before
 * @param laidAt since when it lies there
 */
public record DueTask(Role<?> role, Task task, String key, Instant readyAt, Instant laidAt) {
  /**
   * What every role says is due, by key, less what must wait for a person; delayed by past
   * troubles.
   */
  public static Map<String, DueTask> of(Project project, List<Role<?>> roles, Instant now) {
    Map<String, DueTask> tasks = new LinkedHashMap<>();
    for (Role<?> role : roles) {
      role.dueTasks(project).forEach(task -> {
        String key = ModelCalls.taskKey(role.name(), task);
        if (!RequiredAction.blocksTask(project, key)) {
          tasks.put(key, new DueTask(role, task, key, readyAt(project, task, key), now));
        }
      });
    }
    return tasks;
  }

  private static Instant readyAt(Project project, Task task, String key) {
    RetryableFailure trouble = project.retryableFailures().get(key);
    Instant after = trouble == null ? Instant.EPOCH : trouble.notBefore();
    return after.isAfter(task.notBefore()) ? after : task.notBefore();
  }

  boolean isReady(Instant now) {
    return !readyAt.isAfter(now);
  }

  /** Since when somebody could have taken it. */
  Instant waitingSince() {
    return readyAt.isAfter(laidAt) ? readyAt : laidAt;
  }

  DueTask since(Instant earlier) {
    return new DueTask(role, task, key, readyAt, earlier);
  }
}
