package atelier.message;

/**
 * A task in hand, as its agent and any conductor know it.
 *
 * @param grant names the handing-over
 * @param node whose agent it is
 * @param key names the task among all of its project's
 * @param file empty where it is about none
 */
public record LeasedTask(
    String grant, String node, String role, String key, String project, String file) {}
