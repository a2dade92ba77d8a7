package atelier.message;

/**
 * A conductor has something for a role.
 *
 * @param project whose task would be given next
 * @param waitingMs how long the oldest of the role's tasks has waited: a length of time, since the
 *     clocks of nodes differ
 */
public record TaskOffer(String role, String project, long waitingMs) {}
