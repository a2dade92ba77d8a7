package atelier.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A small fault to be put into a source, to see whether its tests notice it. The components are the
 * crate's JSON.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param operator the kind of fault, such as {@code boundary}
 * @param from the text that is replaced
 * @param to the text that replaces it
 * @param start where the replaced text begins, in bytes of UTF-8
 * @param end where it ends, in bytes of UTF-8
 * @param distance the number of lines to the nearest literal of the spec; 1,000 if there is none
 */
public record Mutant(
    int line,
    int column,
    String operator,
    String from,
    String to,
    int start,
    int end,
    int distance) {
  /** Returns the source with this fault in it. */
  public String applyTo(String source) {
    byte[] bytes = source.getBytes(UTF_8);
    return new String(bytes, 0, start, UTF_8)
        + to
        + new String(bytes, end, bytes.length - end, UTF_8);
  }
}
