package atelier.proof;

import atelier.event.FailedTest;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.proof.Disagreement.Vote;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * A failed assertion whose expected value is hidden, so that the spec can be asked for it without
 * showing what the test or the code says.
 *
 * @param code the lines of the test up to the assertion, with {@link #MASK} for the value
 * @param expected the value that the test expects
 * @param actual the value that the code gives
 */
public record MaskedAssertion(String code, String expected, String actual) {
  /** What stands for the hidden value. */
  public static final String MASK = "<VALUE>";

  private static final int MAX_LINES_BEFORE = 25;
  private static final int MAX_STATEMENT_LINES = 6;

  /** The values in the words of tools that do not report them separately; expected second. */
  private static final List<Pattern> VALUES = List.of(
      Pattern.compile("(?m)^E +(?:AssertionError: )?assert (.+?) == (.+)$"),
      Pattern.compile("(?i)\\bgot:? (\\S+?)[,;]? +want:? (\\S+)"),
      Pattern.compile("(?i) = (\\S+?)[,;] +want:? (\\S+)"),
      Pattern.compile("(?m)AssertionError: (.+?) != (.+?)$"),
      Pattern.compile("(?m)^\\s*(\\S+) !== (\\S+)$"));

  private static final Pattern TEST_START = Pattern.compile(
      "^\\s*(async )?(def|func|fn|void|public|test\\(|it\\(|@Test|@test|class|function)\\b.*");

  private record Value(int start, int end, int depth) {}

  /** Hides the expected value of a failed test; empty if it is not seen in the test's file. */
  public static Optional<MaskedAssertion> of(
      FailedTest test, int line, String excerpt, String file) {
    List<String> lines = file.lines().toList();
    if (line < 1 || line > lines.size()) {
      return Optional.empty();
    }
    return values(test, excerpt).flatMap(values -> {
      String statement = statement(lines, line - 1);
      Optional<Value> expected = find(statement, values[0]);
      Optional<Value> actual = find(statement, values[1]);
      boolean swapped = actual.isPresent()
          && (expected.isEmpty() || actual.get().depth() < expected.get().depth());
      Optional<Value> value = swapped ? actual : expected;
      return value.map(found -> new MaskedAssertion(
          before(lines, line - 1)
              + statement.substring(0, found.start())
              + MASK
              + statement.substring(found.end()),
          values[swapped ? 1 : 0],
          values[swapped ? 0 : 1]));
    });
  }

  private static Optional<String[]> values(FailedTest test, String excerpt) {
    if (!test.expected().isEmpty() && !test.actual().isEmpty()) {
      return Optional.of(new String[] {test.expected(), test.actual()});
    }
    return VALUES.stream()
        .map(pattern -> pattern.matcher(excerpt))
        .filter(Matcher::find)
        .findFirst()
        .map(found -> new String[] {found.group(2).strip(), found.group(1).strip()});
  }

  /** The statement that begins in a line: up to where its brackets are closed. */
  private static String statement(List<String> lines, int index) {
    StringBuilder text = new StringBuilder();
    for (int i = index; i < lines.size() && i < index + MAX_STATEMENT_LINES; i++) {
      text.append(lines.get(i)).append('\n');
      if (depthAt(text.toString(), text.length()) <= 0) {
        break;
      }
    }
    return text.toString();
  }

  private static String before(List<String> lines, int index) {
    int from = index;
    while (from > Math.max(0, index - MAX_LINES_BEFORE)
        && !TEST_START.matcher(lines.get(from)).matches()) {
      from--;
    }
    return String.join("\n", lines.subList(from, index)) + (from < index ? "\n" : "");
  }

  /** Where a value is written: outside of as many brackets as possible, the last of several. */
  private static Optional<Value> find(String statement, String value) {
    String bare = unquoted(value);
    if (bare.isEmpty()) {
      return Optional.empty();
    }
    String quoted = bare.equals(value.strip()) ? "[\"'`]?" : "[\"'`]";
    Pattern pattern = Pattern.compile(
        "(?<![\\w.\"'`])" + quoted + Pattern.quote(bare) + quoted + "(?![\\w\"'`]|\\.\\w)");
    return pattern
        .matcher(statement)
        .results()
        .map((MatchResult found) ->
            new Value(found.start(), found.end(), depthAt(statement, found.start())))
        .reduce((one, other) -> other.depth() <= one.depth() ? other : one);
  }

  private static int depthAt(String text, int end) {
    int depth = 0;
    for (int i = 0; i < end; i++) {
      depth += "([{".indexOf(text.charAt(i)) >= 0 ? 1 : ")]}".indexOf(text.charAt(i)) >= 0 ? -1 : 0;
    }
    return depth;
  }

  /** What a value that was drawn from the spec says about it. */
  public Vote vote(String value) {
    // What differs only in its form, such as 3 and 3.0 as texts, is compared as it is.
    if (isSame(expected, actual)) {
      return unquoted(value).equals(unquoted(expected))
          ? Vote.CODE_IS_WRONG
          : unquoted(value).equals(unquoted(actual)) ? Vote.EXPECTATION_IS_WRONG : Vote.SILENT;
    }
    return isSame(value, expected)
        ? Vote.CODE_IS_WRONG
        : isSame(value, actual) ? Vote.EXPECTATION_IS_WRONG : Vote.SILENT;
  }

  private static boolean isSame(String one, String other) {
    String first = folded(one);
    String second = folded(other);
    if (first.equals(second)) {
      return true;
    }
    try {
      return Double.compare(Double.parseDouble(first), Double.parseDouble(second)) == 0;
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private static String folded(String value) {
    String text = unquoted(value).replaceAll("\\s+", "").replace('\'', '"');
    return switch (text) {
      case "True" -> "true";
      case "False" -> "false";
      case "None", "nil", "undefined" -> "null";
      default -> text;
    };
  }

  private static String unquoted(String value) {
    String text = value.strip();
    boolean quoted = text.length() >= 2
        && "\"'`".indexOf(text.charAt(0)) >= 0
        && text.charAt(0) == text.charAt(text.length() - 1);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
