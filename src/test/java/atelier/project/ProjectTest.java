package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Event.AgentSurrender;
import atelier.event.Event.Cancelled;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.LlmError;
import atelier.event.Event.Paused;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.TaskStarted;
import atelier.event.EventCodec;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProjectTest {
  private static ProjectFinished outcome(ProjectHistory history) {
    return Outcome.of(history.project()).orElseThrow();
  }

  @Test
  void succeedsWhenEveryCheckPassedAfterTheLastChange() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .provenCheck("unit");

    assertThat(outcome(history).status()).isEqualTo("succeeded");
    assertThat(outcome(history).reason())
        .startsWith(
            "1 check with 3 tests passed 2 times and failed on broken code; they notice 3 of 4"
                + " small faults, on tree ");
  }

  @Test
  void hasNoOutcomeAfterOnePassOrWithoutAControl() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit");
    assertThat(Outcome.of(history.project())).isEmpty();

    assertThat(Outcome.of(history.passedCheck("unit").project())).isEmpty();
  }

  @Test
  void isUnverifiedIfNoTestWasExecuted() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .testedCheck("unit", 0);
    history.append("runner", new ControlPassed("unit", List.of("a.py"), 1, tree(history)));

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason()).contains("no check executed a test");
  }

  @Test
  void isUnverifiedIfATestPassesOnBrokenCode() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .testedCheck("unit", 3);
    history.append("runner", new ControlFailed("unit", List.of("a.py"), 0, tree(history)));

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason())
        .isEqualTo("check \"unit\" proves nothing: it passes although a.py was broken");
  }

  @Test
  void aFlakyCheckSendsItsFileBack() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit")
        .failedCheck("unit", "a.py");

    assertThat(history.project().checks().get("unit").isFlaky()).isTrue();
    assertThat(history.project().files().get("a.py").problems().get(0).text())
        .contains("passed before on the very same files");
  }

  @Test
  void anEndByOlderRulesStaysReadable() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit")
        .append("clerk", new ProjectFinished("succeeded", "1 check passed", 0, ""));

    assertThat(history.project().status()).isEqualTo(Status.SUCCEEDED);
  }

  private static String tree(ProjectHistory history) {
    return history.project().treeHash();
  }

  @Test
  void hasNoOutcomeWhileACheckResultIsForAnOlderTree() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .failedCheck("unit", "a.py")
        .acceptedVersion("a.py", 2, "y")
        .skippedRun("a.py", 2, false);

    assertThat(Outcome.of(history.project())).isEmpty();
    assertThat(outcome(history.provenCheck("unit")).status()).isEqualTo("succeeded");
  }

  @Test
  void isUnverifiedIfAProgramCouldNotRun() {
    ProjectHistory history =
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").skippedRun("a.py", 1, true);

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason()).contains("no sandbox");
  }

  @Test
  void isUnverifiedByItsProgramsAlone() {
    ProjectHistory history =
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").successfulRun("a.py", 1);

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason()).contains("there is no check");
  }

  @Test
  void isUnverifiedIfNothingCanRun() {
    ProjectHistory history =
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").skippedRun("a.py", 1, false);

    assertThat(outcome(history).status()).isEqualTo("unverified");
  }

  @Test
  void rejectsAnOutcomeThatCannotBeDerived() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false);

    assertThatThrownBy(() ->
            history.append("clerk", new ProjectFinished("succeeded", "trust me", 0, "some tree")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be derived");
  }

  @Test
  void rejectsAnEntryThatIsNotTheNext() {
    Project project = ProjectHistory.withBlueprint().project();
    var fork = EventCodec.seal(
        "p", project.seq() + 1, Instant.EPOCH, "n", "user", new RetryRequested(), "another hash");

    assertThatThrownBy(() -> project.apply(fork)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsTheRepairStepWhenAVersionPasses() {
    ProjectHistory history = ProjectHistory.withBlueprint()
        .invalidVersion("a.py", 1, "one")
        .invalidVersion("a.py", 2, "two")
        .acceptedVersion("a.py", 3, "x")
        .failedCheck("unit", "a.py")
        .invalidVersion("a.py", 4, "three");
    SourceFile file = history.project().files().get("a.py");

    assertThat(history.project().repairPolicy().stageAt(file.repairStep()))
        .isEqualTo(RepairPolicy.RepairStage.SURRENDER);
  }

  @Test
  void pausesForASurrenderedFileAndContinuesWithAHint() {
    ProjectHistory history = ProjectHistory.withBlueprint()
        .invalidVersion("a.py", 1, "one")
        .append("writer", new AgentSurrender("a.py", 1, "it is too hard"));
    Paused need = RequiredAction.of(history.project()).orElseThrow();
    history.append("clerk", need);

    assertThat(history.project().status()).isEqualTo(Status.PAUSED);
    assertThat(history.project().reason()).isEqualTo("a.py: it is too hard");

    history.append("user", new HintGiven("a.py", "use a list"));

    assertThat(history.project().status()).isEqualTo(Status.RUNNING);
    assertThat(history.project().files().get("a.py").hints()).containsExactly("use a list");
    assertThat(RequiredAction.of(history.project())).isEmpty();
  }

  @Test
  void pausesAfterFiveTransientErrors() {
    ProjectHistory history = ProjectHistory.withBlueprint();
    for (int i = 0; i < 5; i++) {
      assertThat(RequiredAction.of(history.project())).isEmpty();
      history.append("writer", new LlmError("writer:a.py:1", "a.py", "OVERLOADED", false, "busy"));
    }

    assertThat(RequiredAction.of(history.project())).map(Paused::cause).contains("infrastructure");
    assertThat(RequiredAction.blocksTask(history.project(), "writer:a.py:1")).isTrue();
    assertThat(history.append("user", new RetryRequested()).project().retryableFailures())
        .isEmpty();
  }

  @Test
  void pausesAtOnceForAPermanentError() {
    ProjectHistory history = ProjectHistory.withBlueprint()
        .append(
            "writer", new LlmError("writer:a.py:1", "a.py", "QUOTA", true, "the month is spent"));

    assertThat(RequiredAction.of(history.project()))
        .map(Paused::reason)
        .contains("the month is spent");
  }

  @Test
  void blocksATaskThatWasStartedTooOftenWithoutAnEnd() {
    ProjectHistory history = ProjectHistory.withBlueprint();
    for (int i = 0; i < 6; i++) {
      assertThat(RequiredAction.blocksTask(history.project(), "auditor:a.py:1"))
          .as("%d", i)
          .isFalse();
      history.append("auditor", new TaskStarted("auditor:a.py:1", "a.py"));
    }

    assertThat(RequiredAction.blocksTask(history.project(), "auditor:a.py:1")).isTrue();
    assertThat(RequiredAction.of(history.project())).map(Paused::cause).contains("poison");
    assertThat(RequiredAction.of(history.project()).orElseThrow().reason())
        .contains("started 6 times");
  }

  @Test
  void approvalOfALaterFeatureKeepsOtherFiles() {
    ProjectHistory history =
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").successfulRun("a.py", 1);
    history
        .append("clerk", outcome(history))
        .append("user", new FeatureRequested("more", true))
        .append(
            "environment",
            new atelier.event.Event.InfraReady(
                java.util.List.of(), java.util.List.of(), "box", 3, false))
        .append("architect", ProjectHistory.blueprintReady("b.py"))
        .append("clerk", new atelier.event.Event.ApprovalRequested());

    history.append("user", new atelier.event.Event.Approved(history.project().blueprint()));

    assertThat(history.project().files().get("a.py").isSettled()).isTrue();
    assertThat(history.project().files().get("b.py").needsWriting()).isTrue();
  }

  @Test
  void queuesALaterFeatureAndKeepsOtherFiles() {
    ProjectHistory history = ProjectHistory.withBlueprint()
        .append("user", new FeatureRequested("more", false))
        .acceptedVersion("a.py", 1, "x")
        .successfulRun("a.py", 1);
    ProjectFinished end = outcome(history);
    history.append("clerk", end);

    assertThat(end.waiting()).isEqualTo(1);
    assertThat(history.project().status()).isEqualTo(Status.QUEUED);
    assertThat(history.project().feature().spec()).isEqualTo("more");

    history
        .append(
            "environment",
            new atelier.event.Event.InfraReady(
                java.util.List.of(), java.util.List.of(), "box", 3, false))
        .append("architect", ProjectHistory.blueprintReady("b.py"));

    assertThat(history.project().files()).containsOnlyKeys("a.py", "b.py");
    assertThat(history.project().files().get("a.py").isSettled()).isTrue();
    assertThat(history.project().files().get("b.py").needsWriting()).isTrue();
  }

  @Test
  void endsWhenItIsCancelled() {
    ProjectHistory history = ProjectHistory.withBlueprint().append("user", new Cancelled("enough"));

    assertThat(history.project().status()).isEqualTo(Status.CANCELLED);
    assertThat(history.project().isOpen()).isFalse();
  }

  @Test
  void manifestDescribesTheCurrentState() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .failedCheck("unit", "a.py");

    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("**running**", "failed (exit 0)", "| `a.py` | fixing |")
        .doesNotContain("succeeded");
    history.acceptedVersion("a.py", 2, "y");
    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("failed (exit 0), before the last change");
  }

  /**
   * The manifest is part of commits, and later commits build on them: changing a word here changes
   * their ids. Existing projects must keep the old text.
   */
  @Test
  void manifestTextDoesNotChange() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit")
        .append(
            "clerk",
            new ProjectFinished("succeeded", "1 check passed on tree 447eac5bd97f", 0, ""));

    assertThat(Manifest.of(history.project()).get("MANIFEST.md")).isEqualTo("""
        # p

        > spec

        - Status: **succeeded**
        - Reason: 1 check passed on tree 447eac5bd97f
        - Started: 2026-01-01T00:00:01Z
        - Finished: 2026-01-01T00:00:11Z
        - Tokens: 10 in, 5 out

        ## Plan

        s

        ## Files

        | file | status | attempts | what for |
        |---|---|---|---|
        | `a.py` | committed | 1 | d |

        ## Checks

        | check | command | result | tree | output |
        |---|---|---|---|---|
        | unit | `unit` | passed (exit 0) | 447eac5bd97f | h |
        """);
  }
}
