package atelier.message;

/**
 * A scheduler has at least one ready task for a role.
 *
 * @param project the project whose task would be granted next
 * @param waitingMs how long the role's oldest task has waited; a duration, since the clocks of
 *     nodes differ
 */
public record TaskOffer(String role, String project, long waitingMs) {}
