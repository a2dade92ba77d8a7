package atelier.proof;

import atelier.event.FailedTest;
import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.List;

/** Reads failures that PHPUnit, RSpec, minitest and ExUnit print as a numbered list. */
final class NumberedFailureParser {
  private static final Pattern NUMBERED =
      Pattern.compile("(?m)^\\s*\\d+\\) (.+)\\n((?:(?!^\\s*\\d+\\) ).*\\n){0,20})");
  private static final Pattern PLACE = Pattern.compile("([\\w./-]+\\.(?:php|rb|exs?)):(\\d+)");

  private NumberedFailureParser() {}

  /** RSpec lists pending examples before the failures. */
  static List<FailedTest> rspec(String output) {
    return parse(output.substring(Math.max(0, output.indexOf("Failures:"))));
  }

  static List<FailedTest> parse(String output) {
    return FailedTestParser.all(NUMBERED, output, found -> {
      Matcher place = PLACE.matcher(found.group(2));
      boolean placed = place.find();
      return FailedTestParser.failure(
          found.group(1).matches("(Failure|Error):")
              ? found.group(2).strip().split("[ :\\n]", 2)[0]
              : found.group(1).strip(),
          placed ? place.group(1) : "",
          placed ? place.group(2) : "",
          found.group(2),
          FailedTestParser.after(found.group(2), "expected:|Expected:|right:"),
          FailedTestParser.after(found.group(2), "got:|Actual:|left:"));
    });
  }
}
