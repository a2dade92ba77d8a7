package atelier.cli.report;

import java.util.List;

/** Makes text from models, tools and users safe for a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * Returns the text as one line: characters that could control a terminal or change the writing
   * direction are replaced, and text beyond {@code maxChars} code points is cut.
   */
  public static String sanitize(String text, int maxChars) {
    var line = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(maxChars + 1L)
        .forEach(point -> line.appendCodePoint(replaceUnsafe(point)));
    return line.codePointCount(0, line.length()) <= maxChars
        ? line.toString()
        : line.substring(0, line.offsetByCodePoints(0, maxChars)) + "…";
  }

  /** Returns the first line of a text, sanitized. */
  public static String firstLine(String text, int maxChars) {
    return sanitize(text.strip().lines().findFirst().orElse(""), maxChars);
  }

  /** Returns the last lines of a text, sanitized, at most {@code maxLines}. */
  static List<String> lastLines(String text, int maxLines) {
    var lines = text.strip().lines().map(line -> sanitize(line, 160)).toList();
    return lines.subList(Math.max(0, lines.size() - maxLines), lines.size());
  }

  /** Whether a character could control a terminal or hide or reorder text. */
  static boolean isUnsafe(int point) {
    return replaceUnsafe(point) != point;
  }

  private static int replaceUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE ->
        point == 0x200D ? point : '\uFFFD';
      default -> point;
    };
  }
}
