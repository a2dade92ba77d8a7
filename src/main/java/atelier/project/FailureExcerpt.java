package atelier.project;

import atelier.event.FailedTest;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Finds the lines of an output that are about one failed test. */
public final class FailureExcerpt {
  private static final int MAX_LINES = 40;
  private static final int FIRST_LINES = 28;

  /**
   * How a test tool prints a failure.
   *
   * @param start a regular expression for the line before it, with NAME for the test's name
   * @param end a regular expression for the line after it
   */
  private record Form(String start, String end) {
    Pattern startOf(String name) {
      return Pattern.compile("(?m)" + start.replace("NAME", Pattern.quote(name)));
    }
  }

  private static final List<Form> FORMS = List.of(
      // unittest
      new Form("^(?:FAIL|ERROR): NAME.*$", "^={20,}$|^Ran \\d+ tests?"),
      // pytest
      new Form("^_{3,} (?:.*\\.)?NAME _{3,}$", "^_{3,} .* _{3,}$|^={3,} "),
      // node --test of a file that cannot be loaded: what it printed comes before its name
      new Form("^(?:# (?!Subtest: ).*\\n)+# Subtest: (?=/)NAME$", "^# Subtest|^1\\.\\.\\d+$"),
      // Test Anything Protocol: node --test, bats, prove
      new Form("^ *not ok \\d+ (?:- )?NAME.*$", "^ *(?:not )?ok \\d+|^1\\.\\.\\d+$|^# Subtest"),
      // node --test with its spec reporter
      new Form("^\\u2716 NAME.*$", "^test at |^\\u2716 "),
      // go test
      new Form("^=== RUN +NAME$", "^=== RUN|^FAIL$|^PASS$|^ok "),
      new Form("^ *--- FAIL: NAME .*$", "^ *--- |^FAIL|^ok "),
      // cargo test
      new Form("^---- (?:\\S+::)?NAME stdout ----$", "^---- |^failures:"),
      // JUnit by surefire
      new Form("^\\[ERROR\\] .*NAME.*$", "^\\[(?:ERROR|INFO|WARNING)\\] "),
      // Jest, vitest, mocha
      new Form(
          "^ *(?:\\u25cf|FAIL|\\d+\\)) +(?:.* > )?NAME.*$",
          "^ *(?:\\u25cf|FAIL|\\d+\\)) |^\\u23af{3,}|^Test Suites:"));

  private FailureExcerpt() {}

  /** The lines about a failed test; what the tool says about it if no lines are found. */
  public static String of(String output, FailedTest test) {
    for (Form form : FORMS) {
      Matcher start = form.startOf(shortName(test.test())).matcher(output);
      if (start.find()) {
        return block(output, start.start(), start.end(), Pattern.compile("(?m)" + form.end()));
      }
    }
    return test.test() + ": " + test.message();
  }

  /** The name without its class, module or file, as most tools print it above the failure. */
  private static String shortName(String name) {
    String withoutPlace = Pattern.of(" \\(.*\\)$").replaceFirst(name, "");
    return Pattern.of("^[\\w$.]+\\.(?=\\w+$)")
        .replaceFirst(withoutPlace.replaceFirst("^.*::", ""), "")
        .replaceFirst("^.* > ", "");
  }

  private static String block(String output, int from, int afterStart, Pattern end) {
    Matcher next =
        end.matcher(output).region(Math.min(afterStart + 1, output.length()), output.length());
    int to = next.find() ? next.start() : output.length();
    List<String> lines =
        new ArrayList<>(output.substring(from, to).stripTrailing().lines().toList());
    if (lines.size() > MAX_LINES) {
      int last = MAX_LINES - FIRST_LINES;
      List<String> cut = new ArrayList<>(lines.subList(0, FIRST_LINES));
      cut.add("…");
      cut.addAll(lines.subList(lines.size() - last, lines.size()));
      lines = cut;
    }
    return String.join("\n", lines);
  }
}
