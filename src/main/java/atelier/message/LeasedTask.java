package atelier.message;

/**
 * A task that an agent is working on, as the agent and every possible leader know it.
 *
 * @param grantId the id of the {@link TaskGrant}
 * @param node the node of the agent
 * @param key identifies the task within its project
 * @param file the file that the task is about; empty if none
 */
public record LeasedTask(
    String grantId, String node, String role, String key, String project, String file) {}
