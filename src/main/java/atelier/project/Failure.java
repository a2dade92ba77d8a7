package atelier.project;

/**
 * Something that went wrong on the way, kept for the Analyst and the manifest.
 *
 * @param file the file concerned; empty for none
 * @param source as in {@link Problem}, or {@code blueprint}, {@code surrender}
 */
public record Failure(String file, int attempt, String source, String text) {}
