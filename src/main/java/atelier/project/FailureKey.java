package atelier.project;

import atelier.event.Evidence;
import atelier.event.FailedTest;
import atelier.pattern.Pattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Identifies a failure over several runs: equal as long as the same test fails in the same way,
 * even if values and line numbers differ. So it can be told whether a repair changed anything.
 */
public final class FailureKey {
  private static final int MAX_CHARS = 300;

  /** How tools say that a value is not the expected one. */
  private static final Pattern ASSERTION = Pattern.compile(
      "(?i)assert|expect|\\bgot\\b|\\bwant\\b|to (strictly )?(deep )?equal|not equal"
          + "|left == right");

  private FailureKey() {}

  /** The failures of a run: its failed tests, or else how it ended. */
  public static Set<String> of(Evidence evidence) {
    Set<String> keys = new LinkedHashSet<>();
    evidence.failures().forEach(test -> keys.add(of(test)));
    if (keys.isEmpty()) {
      String end = evidence.limit().map(limit -> "a limit").orElse("exit " + evidence.exit());
      keys.add(cut(end + ": " + withoutNumbers(lastLine(evidence.output()))));
    }
    return keys;
  }

  /** The failed tests of a run, or one without a name that stands for the run: see {@link #of}. */
  public static List<FailedTest> failures(Evidence evidence) {
    return evidence.failures().isEmpty()
        ? List.of(new FailedTest("", "", 0, of(evidence).iterator().next(), "", ""))
        : evidence.failures();
  }

  /** The key of one failed test; one without a name stands for a run whose key is its message. */
  public static String of(FailedTest test) {
    if (test.test().isEmpty()) {
      return test.message();
    }
    return cut(test.test() + ": " + (isAssertion(test) ? difference(test) : kind(test)));
  }

  /** Whether a test found another value than it expects, rather than an error. */
  public static boolean isAssertion(FailedTest test) {
    String message = firstLine(test.message());
    boolean crash = Pattern.of("\\w*(Error|Exception)\\b.*").matches(message)
        && !ASSERTION.matcher(message).find();
    return !crash
        && (!test.expected().isEmpty()
            || !test.actual().isEmpty()
            || ASSERTION.matcher(test.message()).find());
  }

  /** The differences of an example have a place as message, which tells them apart. */
  private static String difference(FailedTest test) {
    String message = firstLine(test.message());
    return Pattern.of("(step|request) \\d+\\b.*").matches(message) ? message : "assertion";
  }

  private static String kind(FailedTest test) {
    String line = firstLine(test.message());
    int colon = line.indexOf(':');
    return withoutNumbers(colon > 0 ? line.substring(0, colon) : line);
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  private static String lastLine(String output) {
    return output.strip().lines().reduce("", (earlier, later) -> later);
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("[0-9]+", "0");
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }
}
