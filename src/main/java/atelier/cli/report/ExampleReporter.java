package atelier.cli.report;

import static atelier.cli.report.EventPhrases.attemptSuffix;
import static atelier.cli.report.EventPhrases.countOf;
import static atelier.cli.report.EventPhrases.reasonSuffix;
import static atelier.cli.report.EventPhrases.sanitize;
import static atelier.cli.report.EventPhrases.withDetails;
import static atelier.cli.report.StyledLine.error;
import static atelier.cli.report.StyledLine.plain;
import static atelier.cli.report.StyledLine.success;
import static atelier.cli.report.StyledLine.warning;

import atelier.event.CannotShow;
import atelier.event.DiagnosisEvent;
import atelier.event.Example;
import atelier.event.FailedTest;
import atelier.event.ProofEvent;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The console's lines about acceptance examples: made, run, disputed, withdrawn. */
final class ExampleReporter {
  private static final Map<String, String> VERDICTS = Map.of(
      "code", "the spec says that the code is wrong",
      "example", "the spec says that the example is wrong",
      "disputed", "the spec does not decide it");

  private ExampleReporter() {}

  static EventFormatters addTo(EventFormatters formatters) {
    return addDisputes(addRuns(addDesign(formatters)));
  }

  private static EventFormatters addDesign(EventFormatters formatters) {
    return formatters
        .addLines(
            ProofEvent.ExamplesReady.class,
            e -> withDetails(
                success("📎 Architect: " + countOf(e.examples().size(), "acceptance example")
                    + " made from the spec, before any code."),
                EventPhrases.items(
                    Stream.concat(
                            e.examples().stream().map(ExampleReporter::example),
                            e.cannotShow().stream().map(ExampleReporter::cannotShow))
                        .toList(),
                    Function.identity())))
        .addLine(
            ProofEvent.ExamplesRejected.class,
            e -> warning("⚠️  Architect: Examples rejected" + attemptSuffix(e.attempt())
                + reasonSuffix(e.reason())));
  }

  private static String example(Example example) {
    return example.name() + "  \"" + example.quote() + "\"";
  }

  private static String cannotShow(CannotShow entry) {
    return "cannot be shown: \"" + entry.quote() + "\": " + entry.why();
  }

  private static EventFormatters addRuns(EventFormatters formatters) {
    return formatters
        .addLine(
            ProofEvent.ExamplePassed.class, e -> success("✅ Example passed: " + sanitize(e.name())))
        .addLines(
            ProofEvent.ExampleFailed.class,
            e -> withDetails(
                error("❌ Example failed: " + sanitize(e.name())),
                EventPhrases.items(e.evidence().failures(), ExampleReporter::difference)))
        .addLine(
            ProofEvent.ExampleSkipped.class,
            e -> warning("➖ Example not run: " + sanitize(e.name()) + reasonSuffix(e.reason())));
  }

  private static String difference(FailedTest difference) {
    return sanitize(difference.message()) + ": expected " + oneLine(difference.expected())
        + ", was " + oneLine(difference.actual());
  }

  private static String oneLine(String text) {
    return TerminalText.sanitize(text, 60);
  }

  private static EventFormatters addDisputes(EventFormatters formatters) {
    return formatters
        .addLines(
            DiagnosisEvent.VerdictGiven.class,
            e -> withDetails(
                plain("⚖️  " + (e.kind().isEmpty() ? "Example " : "Check ") + sanitize(e.example())
                    + ", " + sanitize(e.point()) + ": "
                    + VERDICTS.getOrDefault(e.verdict(), sanitize(e.verdict()))),
                EventPhrases.items(e.answers(), Function.identity())))
        .addLine(DiagnosisEvent.CauseFound.class, e -> plain("🔎 Analyst: " + cause(e)))
        .addLine(
            DiagnosisEvent.RepairUndone.class,
            e -> warning("↩️  Repair of " + sanitize(e.file()) + " undone"
                + attemptSuffix(e.attempt()) + reasonSuffix(e.reason())))
        .addLine(
            ProofEvent.ExampleWithdrawn.class,
            e -> warning(
                "🗑️  Example withdrawn: " + sanitize(e.name()) + reasonSuffix(e.reason())));
  }

  private static String cause(DiagnosisEvent.CauseFound event) {
    String subject = switch (event.kind()) {
      case "check" -> "check " + sanitize(event.example());
      case "start" -> "the start command";
      default -> "example " + sanitize(event.example());
    };
    String tests =
        event.tests().isEmpty() ? "" : " (" + countOf(event.tests().size(), "test") + ")";
    String culprit = !event.cause().isEmpty()
        ? "because of " + sanitize(event.cause())
        : event.fault().equals("check")
            ? "and the check itself is wrong"
            : "and nobody was found at fault";
    return subject + tests + " fails " + culprit + reasonSuffix(event.why());
  }

  /** The name of what a control is about. */
  static String subject(String kind, String name) {
    return (kind.equals("example") ? "example " : "") + sanitize(name);
  }
}
