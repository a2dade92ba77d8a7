package atelier.event;

/**
 * What a checker says about one place in a file.
 *
 * @param line counted from 1; 0 where the checker names no line
 * @param column counted from 1; 0 where the checker names no column
 */
public record Diagnostic(int line, int column, String message) {}
