package atelier.project;

import atelier.event.Event.Paused;
import atelier.event.Evidence;
import atelier.event.FailedTest;
import atelier.event.ShellWords;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes a failure whose cause no file is: what fails may be wrong itself, so a person sees the
 * command, how it ended, and the lines that matter.
 */
public final class UnexplainedFailure {
  private static final int MAX_LINES = 5;
  private static final int MAX_LINE_CHARS = 300;

  private UnexplainedFailure() {}

  /**
   * The pause for it. The first line of the reason says what fails; the command and the lines
   * follow.
   *
   * @param kind {@code check}, {@code example} or {@code start command}
   * @param name empty for the start command
   */
  static Paused pause(String kind, String name, @Nullable Evidence evidence) {
    String subject = name.isEmpty() ? "the " + kind : kind + " \"" + name + "\"";
    String reason = subject + " fails, and the cause could not be traced to a file: the " + kind
        + " itself may be wrong";
    return new Paused("surrender", evidence == null ? reason : reason + "\n" + run(evidence));
  }

  private static String run(Evidence evidence) {
    String first = "`" + cut(ShellWords.quote(evidence.command())) + "`: " + evidence.end();
    String lines = lines(evidence);
    return lines.isEmpty() ? first : first + "\n" + lines;
  }

  /** The lines of a failed run that matter: its failed tests, else the end of its output. */
  public static String lines(Evidence evidence) {
    List<String> lines = evidence.failures().isEmpty()
        ? evidence.output().lines().filter(line -> !line.isBlank()).toList()
        : evidence.failures().stream().map(UnexplainedFailure::line).toList();
    int from = evidence.failures().isEmpty() ? Math.max(0, lines.size() - MAX_LINES) : 0;
    return lines.stream()
        .skip(from)
        .limit(MAX_LINES)
        .map(UnexplainedFailure::cut)
        .collect(Collectors.joining("\n"));
  }

  private static String line(FailedTest failed) {
    String expected = failed.expected().isEmpty() && failed.actual().isEmpty()
        ? ""
        : ": expected " + failed.expected() + ", was " + failed.actual();
    return (failed.test() + ": " + failed.message() + expected).replaceAll("\\s+", " ");
  }

  private static String cut(String line) {
    String text = line.strip();
    return text.codePointCount(0, text.length()) <= MAX_LINE_CHARS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_LINE_CHARS)) + "…";
  }
}
