package atelier.project;

import atelier.pattern.Pattern;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;

/**
 * Finds the literals of a spec: what it says to the letter. Mutants near one of them come first.
 * Mechanical: no model is asked.
 */
public final class SpecLiterals {
  private static final int MAX_LITERALS = 100;
  private static final int MAX_QUOTED_CHARS = 80;

  /**
   * A literal.
   *
   * @param text as it is in the spec, without quotes
   * @param kind such as {@code flag}, {@code route} or {@code limit}
   * @param at where it begins in the spec, in characters
   */
  public record Literal(String text, String kind, int at) {}

  private record Row(String kind, Pattern pattern) {
    Row(String kind, String pattern) {
      this(kind, Pattern.compile(pattern));
    }
  }

  /** The first group is the literal; a row higher up wins where two match the same text. */
  private static final List<Row> ROWS = List.of(
      new Row(
          "exit code",
          "(?i)\\bexit(?:s|ing)?(?: with)?(?: (?:code|status))?(?: of)? (\\d{1,3})\\b"),
      new Row(
          "route",
          "\\b((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /[\\w{}:./*-]*[\\w}/]"
              + "|(?:GET|POST|PUT|PATCH|DELETE) /)"),
      new Row(
          "status code",
          "(?i)\\b(?:status(?: code)?|returns?|answers?|responds?(?: with)?|with|->|→)"
              + " (?:a |an |HTTP )?([1-5]\\d\\d)\\b"),
      new Row("status code", "\\b([1-5]\\d\\d) (?:[A-Z][a-z]+|when|if|for|on|otherwise)\\b"),
      new Row("flag", "(?<![\\w-])(--[a-z][a-z0-9-]+)"),
      new Row("flag", "(?<![\\w-])(-[A-Za-z])(?![\\w-])"),
      new Row("code", "`([^`\\n]{1,80})`"),
      new Row("quoted text", "\"([^\"\\n]{1,80})\""),
      new Row("quoted text", "\u201c([^\u201d\\n]{1,80})\u201d"),
      new Row("quoted text", "(?<!\\w)'([^'\\n]{1,80})'(?!\\w)"),
      new Row(
          "file name",
          "(?<![\\w/.-])([\\w-]+(?:/[\\w-]+)*\\.(?:json|txt|csv|py|js|ts|sh|html|css|"
              + "toml|ya?ml|md|db|sqlite|log|ini|xml))\\b"),
      new Row("route", "(?<![\\w/.:])(/[a-z][\\w{}:-]*(?:/[\\w{}:-]+)*)\\b"),
      new Row(
          "limit",
          "(?i)\\b(?:at most|at least|up to|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?|"
              + "limit(?:ed)?(?: to| of)?|no more than|more than|less than|fewer than|within|"
              + "between|"
              + "exceeds?|longer than|shorter than|default(?:s)?(?: is| to| of)?)"
              + " (\\d(?:[\\d_,]*\\d)?(?:\\.\\d+)?)"),
      new Row("name", "\\b([A-Z][a-zA-Z]+(?:Error|Exception))\\b"));

  private SpecLiterals() {}

  /** The literals of a spec in the order of the text, each once; at most 100. */
  public static List<Literal> of(String spec) {
    Map<String, Literal> literals = new LinkedHashMap<>();
    BitSet taken = new BitSet(spec.length());
    for (Row row : ROWS) {
      row.pattern().matcher(spec).results().forEach(found -> add(row, found, taken, literals));
    }
    return literals.values().stream()
        .sorted((one, other) -> Integer.compare(one.at(), other.at()))
        .limit(MAX_LITERALS)
        .toList();
  }

  private static void add(Row row, MatchResult found, BitSet taken, Map<String, Literal> literals) {
    int from = found.start(1);
    int to = found.end(1);
    String text = found.group(1).strip();
    int next = taken.nextSetBit(from);
    boolean overlaps = next >= 0 && next < to;
    if (!overlaps && !text.isEmpty() && text.length() <= MAX_QUOTED_CHARS) {
      taken.set(from, to);
      literals.putIfAbsent(
          row.kind() + " " + text.toLowerCase(Locale.ROOT), new Literal(text, row.kind(), from));
    }
  }
}
