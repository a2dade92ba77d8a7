package atelier.project;

/**
 * A task that was started and has not ended.
 *
 * @param agent the role that runs it
 * @param file the file that it is about; empty for none
 * @param count how often it was started
 */
public record TaskAttempts(String agent, String file, int count) {}
