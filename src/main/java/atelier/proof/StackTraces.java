package atelier.proof;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the file that caused a failure in the output of the failed program. */
public final class StackTraces {
  private static final Pattern TEST =
      Pattern.compile("(^|/)(tests?|spec|__tests__)/|(^|/)test_|[._-](test|spec)\\.|_test\\.");

  private StackTraces() {}

  /**
   * The file in which a stack trace ends: the last one mentioned that is not a test; empty if no
   * such file is mentioned.
   */
  public static Optional<String> findCause(String output, Collection<String> paths) {
    String cause = "";
    int lastIndex = -1;
    for (String path : paths) {
      int index = isTest(path) ? -1 : lastMentionIndex(output, path);
      if (index > lastIndex) {
        lastIndex = index;
        cause = path;
      }
    }
    return cause.isEmpty() ? Optional.empty() : Optional.of(cause);
  }

  /** The test files that are mentioned. */
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
    Pattern mention = Pattern.compile("(?<![\\w.-])" + Pattern.quote(path)
        + "(\", line \\d+|:\\d+|\\(\\d+|', line \\d+|: line \\d+)");
    var matcher = mention.matcher(output);
    int lastIndex = -1;
    while (matcher.find()) {
      lastIndex = matcher.start();
    }
    return lastIndex;
  }
}
