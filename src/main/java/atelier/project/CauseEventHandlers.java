package atelier.project;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.Entry;
import atelier.event.Evidence;
import atelier.event.FailedTest;
import atelier.project.ExampleVerdict.Decision;
import atelier.project.FailureRecorder.FailedRun;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Event handlers for who is at fault: causes found, verdicts given. */
final class CauseEventHandlers {
  private CauseEventHandlers() {}

  static void register(EventHandlerTable table) {
    table
        .register(VerdictGiven.class, CauseEventHandlers::verdictGiven)
        .register(CauseFound.class, CauseEventHandlers::causeFound);
  }

  private static void verdictGiven(ProjectBuilder builder, Entry entry, VerdictGiven event) {
    builder.recordUsage(event.usage());
    List<ExampleVerdict> verdicts =
        event.kind().equals("check") ? builder.diagnosis.verdicts : builder.examples.verdicts;
    verdicts.add(
        new ExampleVerdict(event.example(), event.point(), Decision.fromWireName(event.verdict())));
  }

  private static void causeFound(ProjectBuilder builder, Entry entry, CauseFound event) {
    event.usage().ifPresent(builder::recordUsage);
    String kind = event.kind().isEmpty() ? "example" : event.kind();
    String subject = Diagnosis.subject(kind, event.example());
    Project project = builder.build();
    CheckResult result = Diagnosis.result(project, subject);
    Evidence evidence = result.evidence();
    if (!result.failed() || evidence == null || !evidence.tree().equals(event.tree())) {
      return;
    }
    builder.diagnosis.explained.put(subject, event.tree());
    if (kind.equals("example")) {
      builder.examples.failures.computeIfPresent(
          event.example(), (name, failure) -> failure.withBlame());
    }
    if (event.fault().equals("check")) {
      builder.diagnosis.wrongChecks.put(event.example(), event.why());
    } else if (builder.files.containsKey(event.cause())) {
      switch (kind) {
        case "example" -> blameForExample(builder, event.example(), event.cause(), evidence);
        case "check" -> blameForCheck(builder, event.example(), event.cause(), event.tests());
        default -> blameForStart(builder, event.cause(), "the start command fails", evidence);
      }
    }
  }

  /** Gives a file to the Writer that makes a check fail, with the failures that are its own. */
  static void blameForCheck(ProjectBuilder builder, String name, String cause, List<String> tests) {
    CheckResult result = Objects.requireNonNull(builder.checks.get(name));
    Evidence evidence = Objects.requireNonNull(result.evidence());
    List<FailedTest> own = evidence.failures().stream()
        .filter(test -> tests.isEmpty() || tests.contains(test.test()))
        .toList();
    Set<String> keys = own.isEmpty()
        ? FailureKey.of(evidence)
        : own.stream().map(FailureKey::of).collect(Collectors.toUnmodifiableSet());
    String run = describe(name, result);
    String text =
        RunFailureText.describe(run, evidence, own, Optional.ofNullable(result.passing()));
    new FailureRecorder(builder)
        .blame(cause, new FailedRun(Diagnosis.subject("check", name), "check", text, keys));
  }

  /** A check in words. */
  static String describe(String check, CheckResult result) {
    return "check \"" + check + "\""
        + (result.passing() == null ? "" : " (which passed before on the very same files)");
  }

  static void blameForStart(ProjectBuilder builder, String cause, String note, Evidence evidence) {
    String text = RunFailureText.describe(note, evidence, List.of(), Optional.empty());
    new FailureRecorder(builder)
        .blame(cause, new FailedRun(Diagnosis.START, "run", text, FailureKey.of(evidence)));
  }

  /** Gives the file to the Writer, with the words of the spec and each difference. */
  static void blameForExample(
      ProjectBuilder builder, String name, String cause, Evidence evidence) {
    String quote = builder.examples.inForce.stream()
        .filter(example -> example.name().equals(name))
        .map(example -> " of the spec's words \"" + example.quote() + "\"")
        .findFirst()
        .orElse("");
    String differences = evidence.failures().stream()
        .map(failure ->
            failure.message() + ": expected " + failure.expected() + ", was " + failure.actual())
        .collect(Collectors.joining("; "));
    CheckResult result = builder.examples.results.get(name);
    String flaky =
        result != null && result.isFlaky() ? " (which passed before on the very same files)" : "";
    String run = "example \"" + name + "\"" + flaky + quote + ": " + differences;
    String text = RunFailureText.describe(run, evidence, List.of(), Optional.empty());
    new FailureRecorder(builder)
        .blame(
            cause,
            new FailedRun(
                Diagnosis.subject("example", name), "example", text, FailureKey.of(evidence)));
  }
}
