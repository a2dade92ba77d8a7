package atelier.project;

/**
 * A task in hand.
 *
 * @param count how often it was begun without an end
 */
public record TaskAttempts(String agent, String file, int count) {}
