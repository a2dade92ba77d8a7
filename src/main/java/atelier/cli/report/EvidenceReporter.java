package atelier.cli.report;

import static atelier.cli.report.EventPhrases.reasonSuffix;
import static atelier.cli.report.EventPhrases.sanitize;
import static atelier.cli.report.EventPhrases.withDetails;
import static atelier.cli.report.StyledLine.detail;
import static atelier.cli.report.StyledLine.error;
import static atelier.cli.report.StyledLine.plain;
import static atelier.cli.report.StyledLine.success;
import static atelier.cli.report.StyledLine.warning;

import atelier.event.DiagnosisEvent;
import atelier.event.Event;
import atelier.event.ProofEvent;
import java.util.List;

/** The console's lines about evidence: runs, checks, controls, mutants and the end. */
final class EvidenceReporter {
  private EvidenceReporter() {}

  static EventFormatters addTo(EventFormatters formatters) {
    return ExampleReporter.addTo(addControls(addRuns(formatters)));
  }

  private static EventFormatters addControls(EventFormatters formatters) {
    return formatters
        .addLine(
            ProofEvent.ControlPassed.class,
            e -> success("🧪 Control of " + ExampleReporter.subject(e.kind(), e.check())
                + ": it fails on broken code, as it must"))
        .addLine(
            ProofEvent.ControlFailed.class,
            e -> warning("⚠️  Control of " + ExampleReporter.subject(e.kind(), e.check())
                + ": it passes on broken code, so it proves nothing"))
        .addLine(
            ProofEvent.MutantsTried.class,
            e -> plain("🧬 Mutants: the checks notice " + e.killed() + " of " + e.tried()
                + " small faults" + part(e)))
        .addLine(
            ProofEvent.EnvironmentLacking.class,
            e -> warning(
                "🧰 Missing here: " + sanitize(e.what()) + ". Remedy: " + sanitize(e.remedy())))
        .addLine(
            DiagnosisEvent.SurvivorsReported.class,
            e -> plain("🧬 Writer: asked for tests in " + sanitize(e.file()) + " that notice "
                + e.survivors().size() + " more"))
        .addLine(
            DiagnosisEvent.RewriteRejected.class,
            e -> warning("➖ The new tests in " + sanitize(e.file()) + " are not kept"
                + reasonSuffix(e.reason())));
  }

  private static String part(ProofEvent.MutantsTried event) {
    return event.parts().isEmpty()
        ? ""
        : " (part " + event.part().orElse(1) + " of " + event.parts().get() + ")";
  }

  private static EventFormatters addRuns(EventFormatters formatters) {
    return formatters
        .addLines(
            ProofEvent.ExecutionSuccess.class,
            e -> withDetails(
                success("✅ Runner: " + sanitize(e.file()) + " ran" + reasonSuffix(e.note())),
                EventPhrases.outputLines(e.evidence())))
        .addLines(
            ProofEvent.ExecutionFailure.class,
            e -> withDetails(
                error("❌ Runner: " + sanitize(e.file()) + " failed: "
                    + EventPhrases.exitSummary(e.evidence())),
                EventPhrases.outputLines(e.evidence())))
        .addLine(
            ProofEvent.ExecutionSkipped.class,
            e -> warning(
                "➖ Runner: " + sanitize(e.file()) + " was not run" + reasonSuffix(e.reason())))
        .addLines(
            ProofEvent.CheckPassed.class,
            e -> List.of(
                success("✅ Check passed: " + sanitize(e.name())),
                detail(EventPhrases.exitSummary(e.evidence())
                    + EventPhrases.testCounts(e.evidence()))))
        .addLines(
            ProofEvent.CheckFailed.class,
            e -> withDetails(
                error("❌ Check failed: " + sanitize(e.name()) + " ("
                    + EventPhrases.exitSummary(e.evidence()) + ")"),
                EventPhrases.failedTests(e.evidence())))
        .addLine(
            ProofEvent.CheckSkipped.class,
            e -> warning("➖ Check not run: " + sanitize(e.name()) + reasonSuffix(e.reason())))
        .addLine(Event.ProjectFinished.class, e -> switch (e.status()) {
          case "succeeded" -> success("✅ Project completed successfully!");
          case "unverified" -> warning("⚠️  Project ended unverified" + reasonSuffix(e.reason()));
          default -> error("❌ Project " + sanitize(e.status()) + reasonSuffix(e.reason()));
        });
  }
}
