package atelier.proof;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the file behind a failure in what the failing program printed. */
final class StackTraces {
  private static final Pattern TEST =
      Pattern.compile("(^|/)(tests?|spec|__tests__)/|(^|/)test_|[._-](test|spec)\\.|_test\\.");

  private StackTraces() {}

  /**
   * The file that a stack trace ends in: the last one named that is not a test; empty where only
   * tests are named, or nothing is.
   */
  static Optional<String> findCause(String output, Collection<String> paths) {
    String found = "";
    int at = -1;
    for (String path : paths) {
      int last = isTest(path) ? -1 : lastMentionIndex(output, path);
      if (last > at) {
        at = last;
        found = path;
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** The tests that are named. */
  static List<String> findTests(String output, Collection<String> paths) {
    return paths.stream()
        .filter(path -> isTest(path) && lastMentionIndex(output, path) >= 0)
        .toList();
  }

  static boolean isTest(String path) {
    return TEST.matcher(path).find();
  }

  /** A mention is a path followed by a line number, as every stack trace and compiler writes it. */
  private static int lastMentionIndex(String output, String path) {
    Pattern place = Pattern.compile("(?<![\\w.-])" + Pattern.quote(path)
        + "(\", line \\d+|:\\d+|\\(\\d+|', line \\d+|: line \\d+)");
    var matcher = place.matcher(output);
    int last = -1;
    while (matcher.find()) {
      last = matcher.start();
    }
    return last;
  }
}
