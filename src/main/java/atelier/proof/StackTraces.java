package atelier.proof;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import atelier.project.TestFiles;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;

/** Finds the places of a project that the output of a failed program names. */
public final class StackTraces {
  /** Python names the innermost call last; most others name it first, behind {@code at}. */
  private static final Pattern INNERMOST_FIRST = Pattern.compile(
      "(?m)^(?:# )?\\s+at \\S|^goroutine \\d+|panicked at|^\\s*#\\d+ |^ *stack: \\|-");

  /** The stack trace in a report of the Test Anything Protocol, behind the place of the test. */
  private static final Pattern TAP_STACK = Pattern.compile("(?m)^ *stack: \\|-$");

  /** Make says in which rule a command failed, which says nothing about the rule. */
  private static final Pattern FAILED_RULE =
      Pattern.compile("(?m)^make(?:\\[\\d+\\])?: \\*\\*\\* \\[.*$");

  /** Languages whose stack traces name a file without its folder. */
  private static final Pattern WITHOUT_FOLDER = Pattern.compile("\\.(java|kt|go)$");

  private StackTraces() {}

  /**
   * A place in a file of the project.
   *
   * @param line counted from 1
   */
  public record Place(String file, int line) {}

  /** The places that are mentioned, the innermost last. */
  public static List<Place> places(String printed, Collection<String> paths) {
    Matcher stack = TAP_STACK.matcher(printed);
    String output = FAILED_RULE
        .matcher(stack.find() ? printed.substring(stack.start()) : printed)
        .replaceAll("");
    record Mention(int index, Place place) {}
    Comparator<Mention> order = Comparator.comparingInt(Mention::index);
    boolean reversed =
        INNERMOST_FIRST.matcher(output).find() && !output.contains("Traceback (most recent");
    return paths.stream()
        .flatMap(path -> mention(path, paths)
            .matcher(output)
            .results()
            .map(found -> new Mention(found.start(), new Place(path, lineOf(found)))))
        .sorted(reversed ? order.reversed() : order)
        .map(Mention::place)
        .toList();
  }

  private static int lineOf(MatchResult found) {
    String digits = found.group(1).replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 7 ? 0 : Integer.parseInt(digits);
  }

  /** The test files that are mentioned. */
  static List<String> findTests(String output, Collection<String> paths) {
    return paths.stream()
        .filter(path -> TestFiles.belongsToTests(path)
            && mention(path, paths).matcher(output).find())
        .toList();
  }

  /** The path, or its last part if no other file has it. */
  private static String written(String path, Collection<String> paths) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean unique = WITHOUT_FOLDER.matcher(path).find()
        && !name.equals(path)
        && paths.stream().filter(other -> ("/" + other).endsWith("/" + name)).count() == 1;
    return unique
        ? "(?:" + Pattern.quote(path) + "|(?<![/])" + Pattern.quote(name) + ")"
        : Pattern.quote(path);
  }

  /** A mention is a path followed by a line number, as every stack trace and compiler writes it. */
  private static Pattern mention(String path, Collection<String> paths) {
    return Pattern.compile("(?<![\\w.-])" + written(path, paths)
        + "(\", line \\d+|:\\d+|\\(\\d+|', line \\d+|: line \\d+)");
  }
}
