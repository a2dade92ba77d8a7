package atelier.event;

/**
 * A message that is shown live and not stored in a journal: {@code progress}, {@code agent_joined},
 * {@code agent_left}.
 *
 * @param project empty if it is not about a project
 * @param agent the role's name
 * @param file empty if it is not about a file
 * @param tokens the tokens received so far, for {@code progress}
 * @param text the answer so far, for {@code progress}
 */
public record LiveMessage(
    String type, String project, String node, String agent, String file, int tokens, String text) {}
