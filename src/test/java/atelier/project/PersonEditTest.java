package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.Event.AgentSurrender;
import atelier.event.Event.Approved;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.RetryRequested;
import atelier.event.Example;
import atelier.event.ProofEvent.CheckSkipped;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.Usage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A paused project that a person continues: by a retry, or by fixing a check or an example. */
final class PersonEditTest {
  /** A project whose Writer gave up because the check fails. */
  private static ProjectHistory surrendered() {
    return pause(ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .failedCheck("unit", "a.py")
        .append("writer", new AgentSurrender("a.py", 1, "no idea")));
  }

  private static ProjectHistory unexplained() {
    return pause(ProjectHistory.withExample("unit", "lint")
        .acceptedVersion("a.py", 1, "x")
        .testedCheck("lint", 3)
        .unexplainedCheck("unit"));
  }

  private static ProjectHistory pause(ProjectHistory history) {
    return history.append("clerk", RequiredAction.of(history.project()).orElseThrow());
  }

  private static SourceFile file(ProjectHistory history) {
    return Objects.requireNonNull(history.project().files().get("a.py"));
  }

  private static Approved plan(ProjectHistory history, CheckPlan... checks) {
    Blueprint blueprint = Objects.requireNonNull(history.project().blueprint());
    return new Approved(new Blueprint(
        blueprint.summary(),
        blueprint.assumptions(),
        blueprint.files(),
        blueprint.run(),
        List.of(checks)));
  }

  @Test
  void aRetryRunsTheFailedCheckBeforeTheWriterIsAsked() {
    ProjectHistory history = surrendered().append("user", new RetryRequested());

    assertThat(history.project().status()).isEqualTo(Status.RUNNING);
    assertThat(history.project().allFilesDone()).isTrue();
    assertThat(file(history).needsWriting()).isFalse();
    assertThat(history.project().checkResult("unit").needsRun(2)).isTrue();
  }

  @Test
  void aCheckThatPassesAfterTheRetryAsksNobody() {
    ProjectHistory history = surrendered().append("user", new RetryRequested()).provenCheck("unit");

    assertThat(file(history).attempts()).isEqualTo(1);
    assertThat(Outcome.of(history.project()).orElseThrow().status()).isEqualTo("succeeded");
  }

  @Test
  void aCheckThatFailsAgainGoesToTheWriterFromTheFirstStage() {
    ProjectHistory history =
        surrendered().append("user", new RetryRequested()).failedCheck("unit", "a.py");

    assertThat(file(history).needsWriting()).isTrue();
    assertThat(file(history).stage(history.project().repairPolicy()))
        .isEqualTo(RepairPolicy.RepairStage.FIRST);
  }

  @Test
  void aFileThatCouldNotBeWrittenGoesToTheWriterAtOnce() {
    ProjectHistory history = pause(ProjectHistory.withExample("unit")
        .invalidVersion("a.py", 1, "syntax error")
        .append("writer", new AgentSurrender("a.py", 1, "no idea")));

    history.append("user", new RetryRequested());

    assertThat(file(history).needsWriting()).isTrue();
  }

  @Test
  void aSyntaxErrorInARepairGoesToTheWriterAtOnce() {
    ProjectHistory history = pause(ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .failedCheck("unit", "a.py")
        .invalidVersion("a.py", 2, "syntax error")
        .append("writer", new AgentSurrender("a.py", 2, "no idea")));

    history.append("user", new RetryRequested());

    assertThat(file(history).needsWriting()).isTrue();
  }

  @Test
  void aRetryRunsSkippedChecksAndKeepsWhatPassed() {
    ProjectHistory history = ProjectHistory.withExample("unit", "lint", "slow")
        .acceptedVersion("a.py", 1, "x")
        .testedCheck("lint", 3);
    history
        .append(
            "runner", new CheckSkipped("slow", "no network", history.project().treeHash()))
        .unexplainedCheck("unit");
    pause(history).append("user", new RetryRequested());

    assertThat(history.project().checks()).containsOnlyKeys("lint");
  }

  @Test
  void aRetryAsksForNoExamplesBeforeTheChecksHaveRun() {
    ProjectHistory history = pause(ProjectHistory.withBlueprint("unit")
        .noUsableExample()
        .acceptedVersion("a.py", 1, "x")
        .unexplainedCheck("unit"));

    history.append("user", new RetryRequested());

    assertThat(history.project().examples().decided()).isTrue();
  }

  @Test
  void aPauseSaysThatTheCheckMayBeWrongAndHowItFailed() {
    assertThat(unexplained().project().reason().lines())
        .containsExactly(
            "check \"unit\" fails, and the cause could not be traced to a file: the check itself"
                + " may be wrong",
            "`x`: exit 0",
            "out");
  }

  @Test
  void aFixedCheckRunsAgainAndUnchangedOnesKeepTheirResults() {
    ProjectHistory history = unexplained();
    history.append(
        "user",
        plan(
            history,
            new CheckPlan("unit", List.of("other")),
            new CheckPlan("lint", List.of("lint"))));

    assertThat(history.project().status()).isEqualTo(Status.RUNNING);
    assertThat(history.project().checks()).containsOnlyKeys("lint");
    assertThat(history.project().decisions().removedChecks())
        .containsExactly(new CheckPlan("unit", List.of("unit")));
    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("Check removed or replaced: unit: `unit`");
  }

  @Test
  void aFixedCheckFreesTheFileThatWasBlamed() {
    ProjectHistory history = surrendered();
    history.append("user", plan(history, new CheckPlan("unit", List.of("other"))));

    assertThat(history.project().status()).isEqualTo(Status.RUNNING);
    assertThat(history.project().allFilesDone()).isTrue();
    history.provenCheck("unit");
    assertThat(Outcome.of(history.project()).orElseThrow().status()).isEqualTo("succeeded");
  }

  @Test
  void aCheckThatAPersonWroteIsNotReplaced() {
    ProjectHistory history = surrendered();
    history.append("user", plan(history, new CheckPlan("unit", List.of("other"))));
    history.testedCheck("unit", 3).provenExample();
    String tree = history.project().treeHash();
    history.append("runner", new ControlFailed("unit", List.of("a.py"), 0, tree));

    assertThat(WrongCheck.toReplace(history.project())).isEmpty();
    assertThat(Outcome.of(history.project()).orElseThrow().status()).isEqualTo("unverified");
  }

  @Test
  void anUnchangedExampleKeepsItsResultAndAFixedOneIsNotDisputed() {
    Example other = ProjectHistory.example("other");
    ProjectHistory history = unexplained().provenExample();
    Approved edited = new Approved(
        Objects.requireNonNull(history.project().blueprint()),
        Optional.of(List.of(ProjectHistory.example("shown"), other)));
    history.append("user", edited);
    String tree = history.project().treeHash();

    assertThat(history.project().examples().isProof("shown", tree)).isTrue();
    assertThat(history.project().examples().result("shown", tree).passes()).isEqualTo(2);
    assertThat(history.project().examples().ofPerson()).containsExactly("other");
    ExampleFailure failure =
        new ExampleFailure(tree, "exit code", JsonMapper.shared().createObjectNode(), false);
    assertThat(history.project().examples().decision("other", failure))
        .contains(ExampleVerdict.Decision.CODE);
    assertThat(history.project().examples().decision("shown", failure)).isEmpty();
  }

  @Test
  void aRemovedExampleIsListedAsWithdrawn() {
    ProjectHistory history = unexplained();
    history.append(
        "user",
        new Approved(
            Objects.requireNonNull(history.project().blueprint()), Optional.of(List.of())));

    assertThat(history.project().examples().withdrawn())
        .containsEntry("shown", "removed by a person");
  }

  @Test
  void aPlanThatAPersonSendsReplacesAnswersThatWereRejected() {
    ProjectHistory history = ended(ProjectHistory.withExample("unit"))
        .append("user", new FeatureRequested("more", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 0, false))
        .append("architect", new BlueprintRejected(1, "no files", Usage.NONE));
    pause(history);
    assertThat(history.project().pauseCause()).isEqualTo("blueprint");

    history.append(
        "user",
        plan(
            history,
            new CheckPlan("unit", List.of("unit")),
            new CheckPlan("more", List.of("more"))));

    assertThat(history.project().designed()).isTrue();
    assertThat(RequiredAction.of(history.project())).isEmpty();
  }

  @Test
  void aFeatureThatChangesOnlyChecksEnds() {
    ProjectHistory history = ended(ProjectHistory.withExample("unit"))
        .append("user", new FeatureRequested("check more", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", onlyChecks())
        .examplesReady();

    assertThat(history.project().allFilesDone()).isTrue();
    assertThat(Outcome.of(history.project())).isEmpty();
    history.testedCheck("more", 2).provenCheck("unit");
    ProjectFinished end = Outcome.of(history
            .testedCheck("more", 2)
            .append(
                "runner",
                new ControlPassed("more", List.of("a.py"), 1, history.project().treeHash()))
            .project())
        .orElseThrow();
    assertThat(end.status()).isEqualTo("succeeded");
  }

  @Test
  void nothingRunsBeforeAPersonHasApprovedAPlanOfOnlyChecks() {
    ProjectHistory history = ended(ProjectHistory.withExample("unit"))
        .append("user", new FeatureRequested("check more", true))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", onlyChecks())
        .examplesReady();

    assertThat(history.project().isAwaitingApproval()).isTrue();
    history.provenCheck("unit").testedCheck("more", 1);
    assertThat(Outcome.of(history.project())).isEmpty();
  }

  private static BlueprintReady onlyChecks() {
    return new BlueprintReady(
        new Blueprint(
            "s", List.of(), List.of(), List.of(), List.of(new CheckPlan("more", List.of("more")))),
        Usage.NONE);
  }

  private static ProjectHistory ended(ProjectHistory history) {
    history.acceptedVersion("a.py", 1, "x").provenCheck("unit");
    return history.append("clerk", Outcome.of(history.project()).orElseThrow());
  }
}
