package atelier.event;

/**
 * A message of a compiler or parser about one position in a file.
 *
 * @param line counted from 1; 0 if the checker names no line
 * @param column counted from 1; 0 if the checker names no column
 */
public record Diagnostic(int line, int column, String message) {}
