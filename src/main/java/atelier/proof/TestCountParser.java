package atelier.proof;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Reads counts out of the closing lines of test tools, whatever words they use. */
final class TestCountParser {
  private static final Pattern NUMBER_WORD = Pattern.compile(
      "(\\d{1,7})\\s+(?:tests? (?=passed|failed|successful|skipped|found))?([a-z]+)");
  private static final Pattern WORD_NUMBER = Pattern.compile("([A-Za-z]+)\\s*[:=]\\s*(\\d{1,7})");

  private enum Kind {
    TOTAL,
    PASSED,
    FAILED,
    SKIPPED
  }

  private static final Map<String, Kind> WORDS = Map.ofEntries(
      Map.entry("tests", Kind.TOTAL),
      Map.entry("test", Kind.TOTAL),
      Map.entry("total", Kind.TOTAL),
      Map.entry("runs", Kind.TOTAL),
      Map.entry("run", Kind.TOTAL),
      Map.entry("examples", Kind.TOTAL),
      Map.entry("example", Kind.TOTAL),
      Map.entry("found", Kind.TOTAL),
      Map.entry("passed", Kind.PASSED),
      Map.entry("pass", Kind.PASSED),
      Map.entry("passing", Kind.PASSED),
      Map.entry("successful", Kind.PASSED),
      Map.entry("failed", Kind.FAILED),
      Map.entry("fail", Kind.FAILED),
      Map.entry("failing", Kind.FAILED),
      Map.entry("failures", Kind.FAILED),
      Map.entry("failure", Kind.FAILED),
      Map.entry("errors", Kind.FAILED),
      Map.entry("error", Kind.FAILED),
      Map.entry("cancelled", Kind.FAILED),
      Map.entry("xpassed", Kind.PASSED),
      Map.entry("skipped", Kind.SKIPPED),
      Map.entry("skips", Kind.SKIPPED),
      Map.entry("skip", Kind.SKIPPED),
      Map.entry("pending", Kind.SKIPPED),
      Map.entry("todo", Kind.SKIPPED),
      Map.entry("ignored", Kind.SKIPPED),
      Map.entry("incomplete", Kind.SKIPPED),
      Map.entry("xfailed", Kind.SKIPPED));

  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  private TestCountParser() {}

  /** The counts of one closing text: run, failed, skipped. */
  static int[] parse(String closing) {
    TestCountParser read = new TestCountParser();
    String text = closing
        .replaceAll("expected failures?", "todo")
        .replaceAll("unexpected successes", "failures");
    text = Pattern.of("out of (\\d+)").replaceAll(text, "$1 total");
    text = Pattern.of("^Tests:(?=.* total)").replaceAll(text, "");
    text = Pattern.of("(?m)^(?:#|\u2139) (\\w+) (\\d+)$").replaceAll(text, "$2 $1,");
    read.add(NUMBER_WORD.matcher(text), 1, 2);
    read.add(WORD_NUMBER.matcher(text), 2, 1);
    int skipped = read.count(Kind.SKIPPED);
    int failed = read.count(Kind.FAILED);
    int run = Math.max(read.count(Kind.TOTAL) - skipped, read.count(Kind.PASSED) + failed);
    return new int[] {Math.max(0, run), failed, skipped};
  }

  private int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  private void add(Matcher found, int number, int word) {
    while (found.find()) {
      Kind kind = WORDS.get(found.group(word).toLowerCase(Locale.ROOT));
      if (kind != null) {
        counts.merge(kind, Integer.parseInt(found.group(number)), Integer::sum);
      }
    }
  }
}
