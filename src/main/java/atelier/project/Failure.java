package atelier.project;

/**
 * A failure in the current feature, kept for the Analyst.
 *
 * @param file the file that failed; empty if the failure is not about a file
 * @param source who found it: as in {@link Problem}, or {@code blueprint}, {@code surrender}
 */
public record Failure(String file, int attempt, String source, String text) {}
