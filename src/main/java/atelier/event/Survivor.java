package atelier.event;

/**
 * A mutant that no test noticed.
 *
 * @param line counted from 1
 * @param from the original text
 * @param to the text that replaced it
 */
public record Survivor(String file, int line, String from, String to) {}
