package atelier.language;

import atelier.event.Diagnostic;
import atelier.pattern.Matcher;
import java.util.Comparator;
import java.util.List;

/** Creates and normalizes diagnostics: their positions, length and number. */
final class Diagnostics {
  static final int MAX_COUNT = 20;
  static final int MAX_MESSAGE_CHARS = 500;

  private Diagnostics() {}

  /** Creates a diagnostic at an index of a text. */
  static Diagnostic at(String text, int index, String message) {
    int lineStart = text.lastIndexOf('\n', index - 1) + 1;
    int line =
        1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Diagnostic(line, index - lineStart + 1, message);
  }

  static Diagnostic at(String text, Matcher match, String message) {
    return at(text, match.start(), message);
  }

  /** Returns the first 20 by line, without duplicates, each on one line. */
  static List<Diagnostic> normalize(List<Diagnostic> problems) {
    return problems.stream()
        .map(problem -> new Diagnostic(
            Math.max(0, problem.line()), Math.max(0, problem.column()), oneLine(problem.message())))
        .distinct()
        .sorted(Comparator.comparingInt(Diagnostic::line))
        .limit(MAX_COUNT)
        .toList();
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= MAX_MESSAGE_CHARS
        ? line
        : line.substring(0, MAX_MESSAGE_CHARS - 1) + "…";
  }
}
