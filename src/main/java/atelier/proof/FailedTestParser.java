package atelier.proof;

import atelier.event.FailedTest;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Stream;

/** Reads the failed tests, one by one, out of what test tools print. */
final class FailedTestParser {
  private static final int MAX_FAILURES = 50;
  private static final int MAX_MESSAGE_CHARS = 1_000;

  private static final Pattern UNITTEST = Pattern.compile(
      "(?m)^={20,}\\n(?:FAIL|ERROR): (.+)\\n(?:.*\\n)?-{20,}\\n((?:(?!^={20,}$|^-{20,}$).*\\n)*)");
  private static final Pattern PYTHON_FRAME =
      Pattern.compile("(?m)^\\s*File \"([^\"]+)\", line (\\d+)");
  private static final Pattern PYTHON_ERROR = Pattern.compile(
      "(?m)^[\\w.]*(?:Error|Exception|Exit|Interrupt)\\b.*$|^[a-z_]\\w*(?:\\.\\w+)+: .*$");
  private static final Pattern PYTHON_VALUES = Pattern.compile(
      "AssertionError: (?:(?:Lists|Tuples|Sequences) differ: )?(.+?)"
          + " (?:!=|==|not found in|is not) (.+?)(?: : .*)?$",
      Pattern.MULTILINE);
  private static final Pattern PYTEST =
      Pattern.compile("(?m)^(?:FAILED|ERROR) ([^\\s:]+)(?:::(\\S+))?(?: - (.*))?$");
  private static final Pattern TAP_FAILURE =
      Pattern.compile("(?m)^([ ]*)not ok \\d+(?: -)? ([^\\n]*)\\n"
          + "((?:[ ]*(?:---\\n(?:.*\\n)*?[ ]*\\.\\.\\.)|(?:#.*\\n)+)?)");
  private static final Pattern GO_FAILURE =
      Pattern.compile("(?m)^[ ]*--- FAIL: (\\S+).*\\n((?:[ ]{4,}.*\\n?)*)");
  private static final Pattern GO_PLACE = Pattern.compile("([\\w./-]+\\.go):(\\d+): (.*)");
  private static final Pattern CARGO =
      Pattern.compile("(?m)^---- (\\S+) stdout ----\\n([\\s\\S]*?)(?=^---- |^failures:|\\z)");
  private static final Pattern RUST_PLACE = Pattern.compile("panicked at ([^:\\n]+):(\\d+)");
  private static final Pattern SUREFIRE =
      Pattern.compile("(?m)^\\[ERROR\\] +([\\w$.]+?)\\.(\\w+):(\\d+)(?:->\\S+)? (.*)$");
  private static final Pattern BUT_WAS =
      Pattern.compile("expected:? ?<?(.*?)>? but (?:was|got):? ?<?(.*?)>?\\.?$");
  private static final Pattern SCRIPT =
      Pattern.compile("(?m)^\\s*(?:\u25cf +|FAIL +(?=.* > )|\\d+\\) +)(.+)$");
  private static final Pattern NODE_SPEC = Pattern.compile("(?m)^test at ([^:\\n]+):(\\d+):\\d+\\n"
      + "\u2716 (.+?)(?: \\([\\d.]+ms\\))?\\n([\\s\\S]*?)(?=^test at |\\z)");
  private static final Pattern SCRIPT_PLACE =
      Pattern.compile("([\\w./@-]+\\.[cm]?[jt]sx?):(\\d+):\\d+");
  private static final Pattern CTEST =
      Pattern.compile("(?m)^\\s*\\d+ - (.+?) \\((Failed|.*)\\)\\s*$");

  private FailedTestParser() {}

  static List<FailedTest> unittest(String output) {
    return all(UNITTEST, output, found -> {
      String body = found.group(2);
      List<MatchResult> frames = PYTHON_FRAME.matcher(body).results().toList();
      MatchResult last = frames.isEmpty() ? null : frames.get(frames.size() - 1);
      String[] values = pair(PYTHON_VALUES, body);
      return failure(
          found.group(1),
          last == null ? "" : last.group(1),
          last == null ? "" : last.group(2),
          errorLine(body),
          values[1],
          values[0]);
    });
  }

  static List<FailedTest> pytest(String output) {
    return all(PYTEST, output, found -> {
      Matcher place =
          Pattern.compile("(?m)^" + Pattern.quote(found.group(1)) + ":(\\d+): ").matcher(output);
      return failure(
          found.group(2) == null ? found.group(1) : found.group(2),
          found.group(1),
          place.find() ? place.group(1) : "",
          found.group(3) == null ? "" : found.group(3),
          "",
          "");
    });
  }

  static List<FailedTest> node(String output) {
    List<FailedTest> failures = tap(output);
    return failures.isEmpty()
        ? all(
            NODE_SPEC,
            output,
            found -> failure(
                found.group(3),
                found.group(1),
                found.group(2),
                found.group(4),
                after(found.group(4), "expected:"),
                after(found.group(4), "actual:")))
        : failures;
  }

  static List<FailedTest> tap(String output) {
    return all(TAP_FAILURE, output, found -> {
      String block = found.group(3);
      String place = field(block, "location");
      Matcher at = SCRIPT_PLACE.matcher(place);
      boolean placed = at.find();
      String message = field(block, "error");
      return failure(
          found.group(2).strip(),
          placed ? at.group(1) : "",
          placed ? at.group(2) : "",
          message.isEmpty() ? block : message,
          field(block, "expected"),
          field(block, "actual"));
    });
  }

  static List<FailedTest> go(String output) {
    return all(GO_FAILURE, output, found -> {
      // With -v what a test prints comes before its end, without it after.
      int run = output.lastIndexOf("=== RUN   " + found.group(1) + "\n", found.start());
      String printed = run < 0 ? found.group(2) : output.substring(run, found.end());
      Matcher place = GO_PLACE.matcher(printed);
      boolean placed = place.find();
      return failure(
          found.group(1),
          placed ? place.group(1) : "",
          placed ? place.group(2) : "",
          placed ? place.group(3) : printed,
          "",
          "");
    });
  }

  static List<FailedTest> cargo(String output) {
    return all(CARGO, output, found -> {
      Matcher place = RUST_PLACE.matcher(found.group(2));
      boolean placed = place.find();
      Matcher right = Pattern.compile("(?m)^ *right: (.*)$").matcher(found.group(2));
      Matcher left = Pattern.compile("(?m)^ *left: (.*)$").matcher(found.group(2));
      return failure(
          found.group(1),
          placed ? place.group(1) : "",
          placed ? place.group(2) : "",
          found.group(2),
          right.find() ? right.group(1) : "",
          left.find() ? left.group(1) : "");
    });
  }

  static List<FailedTest> surefire(String output) {
    return all(SUREFIRE, output, found -> {
      String[] values = pair(BUT_WAS, found.group(4));
      return failure(
          found.group(1) + "." + found.group(2),
          found.group(1) + ".java",
          found.group(3),
          found.group(4),
          values[0],
          values[1]);
    });
  }

  /** Jest, vitest and mocha: a heading for each failure, and the place in the first stack line. */
  static List<FailedTest> script(String output) {
    return all(SCRIPT, output, found -> {
      String rest = output.substring(found.end(), Math.min(output.length(), found.end() + 2_000));
      Matcher place = SCRIPT_PLACE.matcher(rest);
      boolean placed = place.find();
      return failure(
          found.group(1).strip(),
          placed ? place.group(1) : "",
          placed ? place.group(2) : "",
          rest.strip(),
          after(rest, "Expected:|expected"),
          after(rest, "Received:|actual"));
    });
  }

  /** Mocha lists the failures again, in full, below their number. */
  static List<FailedTest> mocha(String output) {
    return script(output.substring(Math.max(0, output.lastIndexOf(" failing"))));
  }

  static List<FailedTest> ctest(String output) {
    return all(CTEST, output, found -> failure(found.group(1), "", "", found.group(2), "", ""));
  }

  interface Reading {
    FailedTest of(MatchResult found);
  }

  static List<FailedTest> all(Pattern pattern, String output, Reading reading) {
    List<FailedTest> failures = new ArrayList<>();
    Stream<MatchResult> results = pattern.matcher(output).results().limit(MAX_FAILURES);
    results.forEach(found -> failures.add(reading.of(found)));
    return failures;
  }

  static FailedTest failure(
      String test, String file, String line, String message, String expected, String actual) {
    return new FailedTest(
        test,
        file.replaceFirst("^(/work/|\\./)", ""),
        line.isEmpty() || line.length() > 7 ? 0 : Integer.parseInt(line),
        cut(message.strip()),
        cut(expected.strip()),
        cut(actual.strip()));
  }

  private static String[] pair(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? new String[] {found.group(1), found.group(2)} : new String[] {"", ""};
  }

  private static String field(String block, String name) {
    Matcher found = Pattern.compile("(?m)^ *" + name + ": *(?:\\|-\\n *)?['\"]?(.*?)['\"]?$")
        .matcher(block);
    return found.find() ? found.group(1) : "";
  }

  static String after(String text, String label) {
    Matcher found =
        Pattern.compile("(?m)^\\s*[-+]?\\s*(?:" + label + ")\\s*(.*)$").matcher(text);
    return found.find() ? found.group(1) : "";
  }

  /** The line with the exception, behind which a difference may be printed. */
  private static String errorLine(String text) {
    return PYTHON_ERROR
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .reduce((earlier, later) -> later)
        .orElseGet(() -> lastLine(text));
  }

  private static String lastLine(String text) {
    String stripped = text.strip();
    return stripped.substring(stripped.lastIndexOf('\n') + 1);
  }

  private static String cut(String text) {
    return text.length() <= MAX_MESSAGE_CHARS ? text : text.substring(0, MAX_MESSAGE_CHARS) + "…";
  }
}
