package atelier.message;

import atelier.role.Task;

/**
 * A task that the scheduler granted to one agent.
 *
 * @param id identifies this grant
 * @param node the node of the agent
 * @param key identifies the task within its project
 * @param seq the project's last event number at the time of the grant: the task is derived from
 *     that state
 */
public record TaskGrant(String id, String node, String role, String key, long seq, Task task) {
  public TaskGrant withSeq(long newSeq) {
    return new TaskGrant(id, node, role, key, newSeq, task);
  }

  public LeasedTask leasedTask() {
    return new LeasedTask(id, node, role, key, task.project(), task.file());
  }
}
