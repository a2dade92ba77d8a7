package atelier.event;

/**
 * A finding of the scanner at one position in a file.
 *
 * @param severity {@code block} (must be fixed) or {@code warn}
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param suggestion how to fix it, in a sentence for the Writer; may be empty
 */
public record Finding(
    String rule, String severity, int line, int column, String message, String suggestion) {
  public boolean blocks() {
    return severity.equals("block");
  }
}
