package atelier.cli;

import atelier.event.Diagnostic;
import atelier.event.Evidence;
import atelier.event.FilePlan;
import atelier.event.Finding;
import atelier.event.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How the parts of events are put into words. */
final class EventPhrases {
  private static final int LONGEST = 160;
  private static final int MOST_LINES = 8;

  private EventPhrases() {}

  /** A text of somebody else, fit for one line. */
  static String safe(String text) {
    return TerminalText.firstLine(text, LONGEST);
  }

  static List<StyledLine> with(StyledLine first, List<StyledLine> more) {
    List<StyledLine> lines = new ArrayList<>(List.of(first));
    lines.addAll(more);
    return lines;
  }

  static List<StyledLine> plan(List<FilePlan> files) {
    return some(files, file -> file.path() + "  " + file.description());
  }

  static List<StyledLine> diagnostics(List<Diagnostic> diagnostics) {
    return some(diagnostics, found -> place(found.line(), found.column()) + found.message());
  }

  static List<StyledLine> findings(List<Finding> findings) {
    return some(
        findings,
        found -> place(found.line(), found.column()) + found.message() + " (" + found.rule() + ")");
  }

  static List<StyledLine> output(Evidence evidence) {
    return TerminalText.lastLines(evidence.output(), MOST_LINES).stream()
        .map(line -> StyledLine.detail("│ " + line))
        .toList();
  }

  static String ended(Evidence evidence) {
    var exit = evidence.exit() < 0 ? "stopped at a limit" : "exit " + evidence.exit();
    return safe(String.join(" ", evidence.command())) + ": " + exit + " after "
        + seconds(evidence.ms());
  }

  static String cost(Usage usage) {
    if (usage.ms() <= 0 || usage.completionTokens() <= 0) {
      return "";
    }
    var rate = usage.completionTokens() * 1000.0 / usage.ms();
    return String.format(
        Locale.ROOT,
        ", %d tokens, %s, %.0f tokens/s",
        usage.completionTokens(),
        seconds(usage.ms()),
        rate);
  }

  static String seconds(long ms) {
    return ms < 1000 ? ms + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
  }

  static String number(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** From the second attempt on, which one it is. */
  static String attempt(int attempt) {
    return attempt > 1 ? " (attempt " + attempt + ")" : "";
  }

  static String because(String reason) {
    return reason.isBlank() ? "" : ": " + safe(reason);
  }

  static List<StyledLine> text(String text) {
    return TerminalText.lastLines(text, MOST_LINES).stream()
        .map(StyledLine::detail)
        .toList();
  }

  static String list(List<String> names) {
    return names.isEmpty() ? "none" : safe(String.join(", ", names));
  }

  private static String place(int line, int column) {
    if (line < 1) {
      return "";
    }
    return "line " + line + (column < 1 ? "" : ":" + column) + "  ";
  }

  private static <T> List<StyledLine> some(List<T> items, Function<T, String> words) {
    List<StyledLine> lines = new ArrayList<>();
    items.stream()
        .limit(MOST_LINES)
        .map(words)
        .map(EventPhrases::safe)
        .map(StyledLine::detail)
        .forEach(lines::add);
    if (items.size() > MOST_LINES) {
      lines.add(StyledLine.detail("and " + (items.size() - MOST_LINES) + " more"));
    }
    return lines;
  }
}
