package atelier.role;

import atelier.project.Needs;
import atelier.project.Project;
import atelier.project.Trouble;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task that lies on the desk; not to be taken before {@code readyAt}. */
record DueTask(Role<?> role, Task task, String key, Instant readyAt) {
  /**
   * What every role says is due, by key, less what must wait for a person; delayed by past
   * troubles.
   */
  static Map<String, DueTask> of(Project project, List<Role<?>> roles) {
    Map<String, DueTask> tasks = new LinkedHashMap<>();
    for (Role<?> role : roles) {
      role.due(project).forEach(task -> {
        String key = Asking.key(role.name(), task);
        if (!Needs.blocks(project, key)) {
          tasks.put(key, new DueTask(role, task, key, readyAt(project, task, key)));
        }
      });
    }
    return tasks;
  }

  private static Instant readyAt(Project project, Task task, String key) {
    Trouble trouble = project.troubles().get(key);
    Instant after = trouble == null ? Instant.EPOCH : trouble.notBefore();
    return after.isAfter(task.notBefore()) ? after : task.notBefore();
  }
}
