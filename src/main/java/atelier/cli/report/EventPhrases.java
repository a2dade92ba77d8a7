package atelier.cli.report;

import atelier.event.Diagnostic;
import atelier.event.Evidence;
import atelier.event.FilePlan;
import atelier.event.Finding;
import atelier.event.ShellWords;
import atelier.event.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Phrases for the parts of events. */
public final class EventPhrases {
  private static final int MAX_CHARS = 160;
  private static final int MAX_LINES = 8;

  private EventPhrases() {}

  /** Returns foreign text as one safe line. */
  public static String sanitize(String text) {
    return TerminalText.firstLine(text, MAX_CHARS);
  }

  static List<StyledLine> withDetails(StyledLine first, List<StyledLine> more) {
    List<StyledLine> lines = new ArrayList<>(List.of(first));
    lines.addAll(more);
    return lines;
  }

  static List<StyledLine> fileList(List<FilePlan> files) {
    return items(files, file -> file.path() + "  " + file.description());
  }

  static List<StyledLine> diagnostics(List<Diagnostic> diagnostics) {
    return items(
        diagnostics,
        diagnostic -> position(diagnostic.line(), diagnostic.column()) + diagnostic.message());
  }

  static List<StyledLine> findings(List<Finding> findings) {
    return items(
        findings,
        finding -> position(finding.line(), finding.column()) + finding.message() + " ("
            + finding.rule() + ")");
  }

  static List<StyledLine> outputLines(Evidence evidence) {
    return TerminalText.lastLines(evidence.output(), MAX_LINES).stream()
        .map(line -> StyledLine.detail("│ " + line))
        .toList();
  }

  /** The failed tests one by one; the end of the output if no test tool names any. */
  static List<StyledLine> failedTests(Evidence evidence) {
    return evidence.failures().isEmpty()
        ? outputLines(evidence)
        : items(
            evidence.failures(),
            failed -> failed.test()
                + (failed.file().isEmpty() ? "" : " (" + failed.file() + ":" + failed.line() + ")")
                + ": " + failed.message().lines().findFirst().orElse(""));
  }

  static String testCounts(Evidence evidence) {
    return evidence.tests().map(counts -> ", " + counts.run() + " tests").orElse("");
  }

  static String exitSummary(Evidence evidence) {
    return sanitize(ShellWords.quote(evidence.command())) + ": " + sanitize(evidence.end())
        + (evidence.limit().isPresent() ? ", in all " : " after ") + duration(evidence.ms());
  }

  static String usageSuffix(Usage usage) {
    if (usage.ms() <= 0 || usage.completionTokens() <= 0) {
      return "";
    }
    var rate = usage.completionTokens() * 1000.0 / usage.ms();
    return String.format(
        Locale.ROOT,
        ", %d tokens, %s, %.0f tokens/s",
        usage.completionTokens(),
        duration(usage.ms()),
        rate);
  }

  static String duration(long ms) {
    return ms < 1000 ? ms + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
  }

  public static String countOf(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns the number of the attempt from the second one on. */
  static String attemptSuffix(int attempt) {
    return attempt > 1 ? " (attempt " + attempt + ")" : "";
  }

  static String reasonSuffix(String reason) {
    return reason.isBlank() ? "" : ": " + sanitize(reason);
  }

  static List<StyledLine> detailLines(String text) {
    return TerminalText.lastLines(text, MAX_LINES).stream()
        .map(StyledLine::detail)
        .toList();
  }

  static String commaSeparated(List<String> names) {
    return names.isEmpty() ? "none" : sanitize(String.join(", ", names));
  }

  private static String position(int line, int column) {
    if (line < 1) {
      return "";
    }
    return "line " + line + (column < 1 ? "" : ":" + column) + "  ";
  }

  /** The first items of a list, each as one detail line; the number of the others. */
  static <T> List<StyledLine> items(List<T> items, Function<T, String> description) {
    List<StyledLine> lines = new ArrayList<>();
    items.stream()
        .limit(MAX_LINES)
        .map(description)
        .map(EventPhrases::sanitize)
        .map(StyledLine::detail)
        .forEach(lines::add);
    if (items.size() > MAX_LINES) {
      lines.add(StyledLine.detail("and " + (items.size() - MAX_LINES) + " more"));
    }
    return lines;
  }
}
