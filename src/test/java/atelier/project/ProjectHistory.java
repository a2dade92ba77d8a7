package atelier.project;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.DiagnosisEvent.VerdictGiven;
import atelier.event.Diagnostic;
import atelier.event.Event;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.CodeReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.EventCodec;
import atelier.event.Evidence;
import atelier.event.Example;
import atelier.event.ExpectedText;
import atelier.event.FailedTest;
import atelier.event.FilePlan;
import atelier.event.ProofEvent.CheckFailed;
import atelier.event.ProofEvent.CheckPassed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExamplePassed;
import atelier.event.ProofEvent.ExamplesReady;
import atelier.event.ProofEvent.ExamplesRejected;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.event.ProofEvent.ExecutionSkipped;
import atelier.event.ProofEvent.ExecutionSuccess;
import atelier.event.ProofEvent.MutantsTried;
import atelier.event.ReviewEvent.AuditPassed;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.event.TestCounts;
import atelier.event.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Builds the history of a project in a test, event by event. */
final class ProjectHistory {
  private Project project = Project.empty("p");
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** A project with one file, {@code a.py}, that is due to be written. */
  static ProjectHistory withBlueprint(String... checks) {
    return new ProjectHistory()
        .append("user", new FeatureRequested("spec", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", blueprintReady("a.py", checks));
  }

  /** The same, with an acceptance example named {@code shown}. */
  static ProjectHistory withExample(String... checks) {
    return withBlueprint(checks).examplesReady();
  }

  ProjectHistory examplesReady() {
    return append(
        "architect",
        new ExamplesReady(List.of(example("shown")), List.of(), new Usage("m", 10, 5, 1)));
  }

  /** Appends three answers without a usable example, so that the project can end unverified. */
  ProjectHistory noUsableExample() {
    for (int answer = 1; answer <= 3; answer++) {
      append("architect", new ExamplesRejected(answer, "no quote", Usage.NONE));
    }
    return this;
  }

  /** An example that expects exit code 2 of {@code python3 a.py}. */
  static Example example(String name) {
    Example.StepResult expected = new Example.StepResult(
        Optional.of(2), ExpectedText.ANYTHING, ExpectedText.ANYTHING, Map.of());
    return new Example(
        name,
        "spec",
        Map.of(),
        List.of(new Example.Step(List.of("python3", "a.py"), "", expected)),
        List.of(),
        Map.of(),
        List.of());
  }

  /** Appends all that the example needs to count as a proof. */
  ProjectHistory provenExample() {
    String tree = project.treeHash();
    return append("runner", new ExamplePassed("shown", evidence(tree)))
        .append("runner", new ExamplePassed("shown", evidence(tree)))
        .append("runner", new ControlPassed("shown", List.of("a.py"), 1, tree, "example"));
  }

  /** Appends a failure of the example: exit code 1 was observed. */
  ProjectHistory failedExample(String cause) {
    Evidence evidence = new Evidence(
        List.of("python3", "a.py"),
        1,
        1,
        "out",
        "h",
        project.treeHash(),
        Optional.empty(),
        List.of(new FailedTest("shown", "", 0, "exit code", "2", "1")));
    return append(
        "runner",
        new ExampleFailed("shown", cause, evidence, JsonMapper.shared().createObjectNode()));
  }

  ProjectHistory verdict(String decision) {
    return append(
        "analyst", new VerdictGiven("shown", "exit code", decision, List.of("a"), Usage.NONE));
  }

  static Event blueprintReady(String path, String... checks) {
    List<CheckPlan> plans =
        Arrays.stream(checks).map(name -> new CheckPlan(name, List.of(name))).toList();
    return new BlueprintReady(
        new Blueprint(
            "s", List.of(), List.of(new FilePlan(path, "d", List.of(), "")), List.of(), plans),
        new Usage("m", 10, 5, 1));
  }

  ProjectHistory append(String agent, Event event) {
    now = now.plusSeconds(1);
    project = project.apply(
        EventCodec.seal("p", project.seq() + 1, now, "n", agent, event, project.hash()));
    return this;
  }

  ProjectHistory codeReady(String path, int attempt, String content) {
    return append(
        "writer", new CodeReady(path, attempt, content.length(), content, "m", Usage.NONE));
  }

  ProjectHistory invalidVersion(String path, int attempt, String message) {
    return codeReady(path, attempt, "bad " + attempt)
        .append(
            "validator",
            new ValidationFailed(
                path, attempt, "syntax", List.of(new Diagnostic(attempt, 1, message))))
        .append("auditor", new AuditPassed(path, attempt, List.of()));
  }

  /** Appends a version that is written, checked, accepted and committed. */
  ProjectHistory acceptedVersion(String path, int attempt, String content) {
    return codeReady(path, attempt, content)
        .append("validator", new ValidationPassed(path, attempt, "syntax", List.of()))
        .append("auditor", new AuditPassed(path, attempt, List.of()))
        .validated(path, attempt);
  }

  /** Accepts and commits a version that passed validation and audit. */
  ProjectHistory validated(String path, int attempt) {
    return append("clerk", new FileValidated(path, attempt))
        .append("gitbot", new Committed(path, attempt, "c" + attempt, "m", "A <a@b>"));
  }

  ProjectHistory successfulRun(String path, int attempt) {
    return append(
        "runner", new ExecutionSuccess(path, attempt, evidence(project.treeHash()), "exited"));
  }

  ProjectHistory skippedRun(String path, int attempt, boolean runnable) {
    return append(
        "runner", new ExecutionSkipped(path, attempt, runnable, "no sandbox", project.treeHash()));
  }

  ProjectHistory failedRun(String path, int attempt) {
    return append(
        "runner",
        new ExecutionFailure(path, attempt, "", evidence(project.treeHash()), "run of " + path));
  }

  ProjectHistory passedCheck(String check) {
    return append("runner", new CheckPassed(check, evidence(project.treeHash())));
  }

  /** Appends all that a check needs to count as a proof. */
  ProjectHistory provenCheck(String check) {
    String tree = project.treeHash();
    return provenExample()
        .testedCheck(check, 3)
        .append("runner", new ControlPassed(check, List.of("a.py"), 1, tree))
        .append("runner", new MutantsTried(4, 3, List.of(), List.of(), tree));
  }

  /** Appends two passes in which so many tests were executed. */
  ProjectHistory testedCheck(String check, int tests) {
    Evidence evidence = new Evidence(
        List.of("x"),
        0,
        1,
        "out",
        "h",
        project.treeHash(),
        Optional.of(new TestCounts(tests, 0, 0)),
        List.of());
    return append("runner", new CheckPassed(check, evidence))
        .append("runner", new CheckPassed(check, evidence));
  }

  ProjectHistory failedCheck(String check, String cause) {
    return append("runner", new CheckFailed(check, cause, evidence(project.treeHash())));
  }

  /** Appends a failure of the check for which nobody is found at fault. */
  ProjectHistory unexplainedCheck(String check) {
    return failedCheck(check, "").cause(check, "unknown", "");
  }

  /** Appends who is at fault for the failure of a check. */
  ProjectHistory cause(String check, String fault, String file) {
    return append(
        "analyst",
        new CauseFound(
            check,
            file,
            project.treeHash(),
            "check",
            fault,
            List.of(),
            "because",
            Optional.empty()));
  }

  private static Evidence evidence(String tree) {
    return new Evidence(List.of("x"), 0, 1, "out", "h", tree);
  }

  Project project() {
    return project;
  }
}
