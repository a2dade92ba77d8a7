package atelier.event;

/**
 * What the scanner says about one place in a file.
 *
 * @param severity {@code block} (must be mended) or {@code warn}
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param suggestion how to mend it, in a sentence for the Writer; may be empty
 */
public record Finding(
    String rule, String severity, int line, int column, String message, String suggestion) {
  public boolean blocks() {
    return severity.equals("block");
  }
}
