package atelier.event;

/**
 * A message of the moment, without a place in any journal: {@code progress}, {@code agent_joined},
 * {@code agent_left}.
 *
 * @param project empty where it concerns none
 * @param agent the role's name
 * @param file empty where it concerns none
 * @param tokens received so far, for {@code progress}
 * @param text the answer so far, for {@code progress}
 */
public record LiveMessage(
    String type, String project, String node, String agent, String file, int tokens, String text) {}
