package atelier.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Breaks a quoted command into lines so that a POSIX shell runs the same command when they are
 * pasted. Characters that could control a terminal are written as escapes of bash.
 */
final class PasteableCommand {
  private static final int MAX_CHARS = 4_000;

  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line;
  private final int width;
  private int used;
  private boolean quoted;
  private boolean escaped;

  private PasteableCommand(String prefix, int width) {
    this.width = width;
    line = new StringBuilder(prefix);
    used = WrappedText.columns(prefix);
  }

  /** The lines, at most {@code width} columns wide; the first one starts with the prefix. */
  static List<String> lines(String prefix, String commandLine, int width) {
    PasteableCommand command = new PasteableCommand(prefix, width);
    commandLine.codePoints().limit(MAX_CHARS).forEach(command::add);
    if (commandLine.codePointCount(0, commandLine.length()) > MAX_CHARS) {
      command.line.append("…");
    }
    command.lines.add(command.line.toString());
    return command.lines;
  }

  private void add(int point) {
    String text = TerminalText.isUnsafe(point) ? escape(point) : Character.toString(point);
    int columns = WrappedText.columns(text);
    // Room for what ends a line inside quotes, a quote and a backslash, is kept free.
    if (used + columns > width - 2 && !escaped) {
      lines.add(line.append(quoted ? "'\\" : "\\").toString());
      line.setLength(0);
      line.append(quoted ? "'" : "");
      used = line.length();
    }
    line.append(text);
    used += columns;
    if (point == '\'' && !escaped) {
      quoted = !quoted;
    }
    escaped = point == '\\' && !quoted && !escaped;
  }

  /** Ends the quotes for a character in bash's own form, and begins them again. */
  private String escape(int point) {
    String escape = String.format(Locale.ROOT, point > 0x7F ? "$'\\U%08x'" : "$'\\x%02x'", point);
    return quoted ? "'" + escape + "'" : escape;
  }
}
