package atelier.message;

import atelier.role.Task;

/**
 * A task in one agent's hands.
 *
 * @param id names this handing-over
 * @param node whose agent it is
 * @param key names the task among all of its project's
 * @param seq where its project's journal stood when it was given: what it is derived from
 */
public record TaskGrant(String id, String node, String role, String key, long seq, Task task) {
  public TaskGrant at(long journalSeq) {
    return new TaskGrant(id, node, role, key, journalSeq, task);
  }

  public LeasedTask held() {
    return new LeasedTask(id, node, role, key, task.project(), task.file());
  }
}
