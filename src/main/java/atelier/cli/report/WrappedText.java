package atelier.cli.report;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Breaks text into lines of limited width. Widths are columns of a terminal. */
final class WrappedText {
  private static final Set<UnicodeScript> WIDE = Set.of(
      UnicodeScript.HAN,
      UnicodeScript.HIRAGANA,
      UnicodeScript.KATAKANA,
      UnicodeScript.HANGUL,
      UnicodeScript.YI);
  private static final int FIRST_EMOJI = 0x1F300;
  private static final int LAST_EMOJI = 0x1FAFF;
  private static final int FIRST_FULL_WIDTH = 0xFF01;
  private static final int LAST_FULL_WIDTH = 0xFF60;

  private WrappedText() {}

  /** Breaks a text between words, and words that are longer than a line anywhere. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.strip().split("\\s+", -1)) {
      int columns = columns(word);
      if (used > 0 && used + 1 + columns > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      } else if (used > 0) {
        line.append(' ');
        used++;
      }
      for (int point : word.codePoints().toArray()) {
        int wide = columns(point);
        if (used + wide > width) {
          lines.add(line.toString());
          line.setLength(0);
          used = 0;
        }
        line.appendCodePoint(point);
        used += wide;
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** A row of a table: each cell is broken to the width of its column, less one. */
  static List<String> row(int[] widths, String... cells) {
    List<List<String>> columns = new ArrayList<>();
    int height = 0;
    for (int i = 0; i < cells.length; i++) {
      columns.add(lines(cells[i], widths[i] - 1));
      height = Math.max(height, columns.get(i).size());
    }
    List<String> rows = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < cells.length; i++) {
        List<String> column = columns.get(i);
        row.append(pad(line < column.size() ? column.get(line) : "", widths[i]));
      }
      rows.add(row.toString().stripTrailing());
    }
    return rows;
  }

  /** The text with spaces behind it, up to this width; at least one. */
  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - columns(text)));
  }

  /** The number of columns that a text takes. */
  static int columns(String text) {
    return text.codePoints().map(WrappedText::columns).sum();
  }

  private static int columns(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static boolean isWide(int point) {
    return WIDE.contains(UnicodeScript.of(point))
        || (point >= FIRST_EMOJI && point <= LAST_EMOJI)
        || (point >= FIRST_FULL_WIDTH && point <= LAST_FULL_WIDTH);
  }
}
