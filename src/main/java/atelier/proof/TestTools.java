package atelier.proof;

import atelier.event.FailedTest;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;

/**
 * The table of test tools: how the report of each is recognised in what a command printed, so also
 * behind {@code npm test}, {@code make} or a script, and how it is read.
 */
public final class TestTools {
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
  private static final String LINE = "(?m)^";

  /**
   * A tool that prints a closing text with counts.
   *
   * @param noTests how many of the counted entries are no tests
   */
  private record Row(
      String name,
      Pattern closing,
      Function<String, List<FailedTest>> failures,
      ToIntFunction<String> noTests) {
    Row(String name, String closing, Function<String, List<FailedTest>> failures) {
      this(name, Pattern.compile(LINE + closing), failures, output -> 0);
    }

    TestReport parse(String output) {
      Matcher text = closing.matcher(output);
      TestReport report = TestReport.NONE;
      while (text.find()) {
        int[] counts = TestCountParser.parse(text.group());
        report = report.plus(new TestReport(name, counts[0], counts[1], counts[2], List.of()));
      }
      return report.tool().isEmpty()
          ? report
          : new TestReport(
              name,
              Math.max(0, report.run() - noTests.applyAsInt(output)),
              report.failed(),
              report.skipped(),
              report.failed() == 0 ? List.of() : failures.apply(output));
    }
  }

  private static final List<Row> CLOSING = List.of(
      new Row(
          "unittest",
          "Ran \\d+ tests? in [\\d.]+s\\s+(?:OK|FAILED|NO TESTS RAN)(?: \\([^)\\n]*\\))?",
          FailedTestParser::unittest),
      new Row(
          "pytest",
          "=*[ ]?(?:\\d+ (?:failed|passed|skipped|deselected|xfailed|xpassed|warnings?|errors?"
              + "|rerun)(?:, )?)+ in [\\d.]+s.*",
          FailedTestParser::pytest),
      new Row(
          "node --test",
          Pattern.compile(
              LINE + "(?:#|\u2139) tests \\d+\\R(?:(?:#|\u2139) \\w+ [\\d.]+(?:\\R|\\z))+"),
          FailedTestParser::node,
          TestTools::filesWithoutTests),
      new Row(
          "vitest",
          "[ ]*Tests[ ]{1,6}(?:\\d+ \\w+(?: \\| )?)+ \\(\\d+\\)",
          FailedTestParser::script),
      new Row("googletest", "\\[  (?:PASSED|FAILED)  \\] \\d+ tests?[.,]", output -> List.of()),
      new Row("jest", "Tests: +(?:\\d+ \\w+, )*\\d+ total", FailedTestParser::script),
      new Row(
          "mocha",
          "[ ]+\\d+ passing \\([^)]*\\)(?:\\s+\\d+ (?:pending|failing)$)*",
          FailedTestParser::mocha),
      new Row("cargo test", "test result: .*", FailedTestParser::cargo),
      new Row(
          "surefire",
          "(?:\\[[A-Z]+\\] )?Tests run: \\d+, Failures: \\d+, Errors: \\d+, Skipped: \\d+[ ]*$",
          FailedTestParser::surefire),
      new Row(
          "JUnit console",
          "\\[ +\\d+ tests (?:found|skipped|successful|failed) +\\](?:.*\\R\\[ +\\d+ tests"
              + " (?:\\w+) +\\])*",
          FailedTestParser::surefire),
      new Row(
          "ctest", "\\d+% tests passed, \\d+ tests? failed out of \\d+", FailedTestParser::ctest),
      new Row("phpunit", "OK \\(\\d+ tests?, \\d+ assertions?\\)", output -> List.of()),
      new Row(
          "phpunit",
          "Tests: \\d+, Assertions: \\d+(?:, [A-Z][\\w ]+: \\d+)*",
          NumberedFailureParser::parse),
      new Row(
          "rspec",
          "\\d+ examples?, \\d+ failures?(?:, \\d+ pending)?",
          NumberedFailureParser::rspec),
      new Row(
          "minitest",
          "\\d+ (?:runs|tests), \\d+ assertions, \\d+ failures, \\d+ errors, "
              + "\\d+ (?:skips|pendings).*",
          NumberedFailureParser::parse),
      new Row(
          "exunit",
          "(?:\\d+ (?:doctests?|propert\\w+), )*\\d+ tests?, \\d+ failures?(?:, \\d+ \\w+)*",
          NumberedFailureParser::parse),
      new Row("prove", "Files=\\d+, Tests=\\d+.*", FailedTestParser::tap));

  /** What any program may print to be counted, alone on a line. */
  private static final Row PLAIN = new Row(
      "plain line",
      "(?:.*\\b\\d+ (?:\\w+ )?passed\\b.{1,6}\\b\\d+ (?:\\w+ )?failed\\b.*"
          + "|.*\\b(?i:passed): *\\d+[,\\s]{1,4}.{0,3}?(?i:failed): *\\d+.*"
          + "|.*\\b[Aa]ll \\d+ tests? passed.*)$",
      output -> List.of());

  private static final Pattern GO = Pattern.compile(LINE + "[ ]*--- (PASS|FAIL|SKIP): (\\S+)");
  private static final Pattern TAP =
      Pattern.compile(LINE + "(not ok|ok)(?: \\d+)?\\b(?: - )?([^#\\n]*)(# ?(?i:skip|todo).*)?$");
  private static final Pattern TAP_PLAN = Pattern.compile(LINE + "1\\.\\.\\d+");

  private static final Pattern FILE_ENTRY = Pattern.compile(
      LINE + "(?:ok \\d+ - |\u2714 )(?:\\S*/)?\\S+\\.[cm]?[jt]sx?(?: \\([\\d.]+ms\\))?[ ]*$");

  /**
   * Variables that make tools print what is counted, for every command: those that do not know them
   * take no notice.
   */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("GOFLAGS", "-v", "PYTEST_ADDOPTS", "-rfE", "CI", "1");

  private TestTools() {}

  /** What the test tools report in the output of a command; the sum where there are several. */
  public static TestReport parse(String printed) {
    String output = ANSI.matcher(printed).replaceAll("");
    TestReport report = go(output);
    for (Row row : CLOSING) {
      report = report.plus(row.parse(output));
    }
    if (report.tool().isEmpty()) {
      report = tap(output);
    }
    return report.tool().isEmpty() ? PLAIN.parse(output) : report;
  }

  /** Without {@code -quiet}, which hides the counts of Maven's tests. */
  public static List<String> reporting(List<String> command) {
    boolean maven = !command.isEmpty() && command.get(0).matches("(.*/)?mvnw?");
    return maven
        ? command.stream()
            .filter(word -> !word.equals("-q") && !word.equals("--quiet"))
            .toList()
        : command;
  }

  private static TestReport go(String output) {
    int[] counts = new int[3];
    GO.matcher(output)
        .results()
        .forEach(found -> counts["PASS FAIL SKIP".indexOf(found.group(1)) / 5]++);
    int all = counts[0] + counts[1] + counts[2];
    return all == 0
        ? TestReport.NONE
        : new TestReport(
            "go test",
            counts[0] + counts[1],
            counts[1],
            counts[2],
            counts[1] == 0 ? List.of() : FailedTestParser.go(output));
  }

  /** The Test Anything Protocol, which bats and many scripts print. */
  private static TestReport tap(String output) {
    if (!TAP_PLAN.matcher(output).find()) {
      return TestReport.NONE;
    }
    List<MatchResult> lines = TAP.matcher(output).results().toList();
    int skipped = (int) lines.stream().filter(line -> line.group(3) != null).count();
    int failed = (int) lines.stream()
        .filter(line -> line.group(3) == null && line.group(1).equals("not ok"))
        .count();
    return new TestReport(
        "TAP",
        lines.size() - skipped,
        failed,
        skipped,
        failed == 0 ? List.of() : FailedTestParser.tap(output));
  }

  /** Node counts a file without any test as a test that passed, named by its path. */
  private static int filesWithoutTests(String output) {
    return (int) FILE_ENTRY.matcher(output).results().count();
  }
}
