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
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProjectTest {
  private static ProjectFinished outcome(ProjectHistory course) {
    return Outcome.of(course.project()).orElseThrow();
  }

  @Test
  void succeedsWhenEveryCheckPassedAfterTheLastChange() {
    ProjectHistory course = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit");

    assertThat(outcome(course).status()).isEqualTo("succeeded");
  }

  @Test
  void hasNoOutcomeWhileACheckResultIsForAnOlderTree() {
    ProjectHistory course = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .failedCheck("unit", "a.py")
        .acceptedVersion("a.py", 2, "y")
        .skippedRun("a.py", 2, false);

    assertThat(Outcome.of(course.project())).isEmpty();
    assertThat(outcome(course.passedCheck("unit")).status()).isEqualTo("succeeded");
  }

  @Test
  void isUnverifiedIfAProgramCouldNotRun() {
    ProjectHistory course =
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").skippedRun("a.py", 1, true);

    assertThat(outcome(course).status()).isEqualTo("unverified");
    assertThat(outcome(course).reason()).contains("no sandbox");
  }

  @Test
  void succeedsByItsProgramsIfThereAreNoChecks() {
    ProjectHistory course = ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").successfulRun("a.py", 1);

    assertThat(outcome(course).status()).isEqualTo("succeeded");
  }

  @Test
  void isUnverifiedIfNothingCanRun() {
    ProjectHistory course =
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").skippedRun("a.py", 1, false);

    assertThat(outcome(course).status()).isEqualTo("unverified");
  }

  @Test
  void rejectsAnOutcomeThatCannotBeDerived() {
    ProjectHistory course =
        ProjectHistory.withBlueprint("unit").acceptedVersion("a.py", 1, "x").skippedRun("a.py", 1, false);

    assertThatThrownBy(() -> course.append("clerk", new ProjectFinished("succeeded", "trust me", 0)))
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
    ProjectHistory course = ProjectHistory.withBlueprint()
        .invalidVersion("a.py", 1, "one")
        .invalidVersion("a.py", 2, "two")
        .acceptedVersion("a.py", 3, "x")
        .failedCheck("unit", "a.py")
        .invalidVersion("a.py", 4, "three");
    SourceFile file = course.project().files().get("a.py");

    assertThat(course.project().repairPolicy().stageAt(file.repairStep()))
        .isEqualTo(RepairPolicy.RepairStage.SURRENDER);
  }

  @Test
  void pausesForASurrenderedFileAndContinuesWithAHint() {
    ProjectHistory course = ProjectHistory.withBlueprint()
        .invalidVersion("a.py", 1, "one")
        .append("writer", new AgentSurrender("a.py", 1, "it is too hard"));
    Paused need = RequiredAction.of(course.project()).orElseThrow();
    course.append("clerk", need);

    assertThat(course.project().status()).isEqualTo(Status.PAUSED);
    assertThat(course.project().reason()).isEqualTo("a.py: it is too hard");

    course.append("user", new HintGiven("a.py", "use a list"));

    assertThat(course.project().status()).isEqualTo(Status.RUNNING);
    assertThat(course.project().files().get("a.py").hints()).containsExactly("use a list");
    assertThat(RequiredAction.of(course.project())).isEmpty();
  }

  @Test
  void pausesAfterFiveTransientErrors() {
    ProjectHistory course = ProjectHistory.withBlueprint();
    for (int i = 0; i < 5; i++) {
      assertThat(RequiredAction.of(course.project())).isEmpty();
      course.append("writer", new LlmError("writer:a.py:1", "a.py", "OVERLOADED", false, "busy"));
    }

    assertThat(RequiredAction.of(course.project())).map(Paused::cause).contains("infrastructure");
    assertThat(RequiredAction.blocksTask(course.project(), "writer:a.py:1")).isTrue();
    assertThat(course.append("user", new RetryRequested()).project().retryableFailures()).isEmpty();
  }

  @Test
  void pausesAtOnceForAPermanentError() {
    ProjectHistory course = ProjectHistory.withBlueprint()
        .append("writer", new LlmError("writer:a.py:1", "a.py", "QUOTA", true, "the month is spent"));

    assertThat(RequiredAction.of(course.project()))
        .map(Paused::reason)
        .contains("the month is spent");
  }

  @Test
  void blocksATaskThatWasStartedTooOftenWithoutAnEnd() {
    ProjectHistory course = ProjectHistory.withBlueprint();
    for (int i = 0; i < 6; i++) {
      assertThat(RequiredAction.blocksTask(course.project(), "auditor:a.py:1"))
          .as("%d", i)
          .isFalse();
      course.append("auditor", new TaskStarted("auditor:a.py:1", "a.py"));
    }

    assertThat(RequiredAction.blocksTask(course.project(), "auditor:a.py:1")).isTrue();
    assertThat(RequiredAction.of(course.project())).map(Paused::cause).contains("poison");
    assertThat(RequiredAction.of(course.project()).orElseThrow().reason())
        .contains("started 6 times");
  }

  @Test
  void approvalOfALaterFeatureKeepsOtherFiles() {
    ProjectHistory course = ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").successfulRun("a.py", 1);
    course
        .append("clerk", outcome(course))
        .append("user", new FeatureRequested("more", true))
        .append(
            "environment",
            new atelier.event.Event.InfraReady(
                java.util.List.of(), java.util.List.of(), "box", 3, false))
        .append("architect", ProjectHistory.blueprintReady("b.py"))
        .append("clerk", new atelier.event.Event.ApprovalRequested());

    course.append("user", new atelier.event.Event.Approved(course.project().blueprint()));

    assertThat(course.project().files().get("a.py").isSettled()).isTrue();
    assertThat(course.project().files().get("b.py").needsWriting()).isTrue();
  }

  @Test
  void queuesALaterFeatureAndKeepsOtherFiles() {
    ProjectHistory course = ProjectHistory.withBlueprint()
        .append("user", new FeatureRequested("more", false))
        .acceptedVersion("a.py", 1, "x")
        .successfulRun("a.py", 1);
    ProjectFinished end = outcome(course);
    course.append("clerk", end);

    assertThat(end.waiting()).isEqualTo(1);
    assertThat(course.project().status()).isEqualTo(Status.QUEUED);
    assertThat(course.project().feature().spec()).isEqualTo("more");

    course
        .append(
            "environment",
            new atelier.event.Event.InfraReady(
                java.util.List.of(), java.util.List.of(), "box", 3, false))
        .append("architect", ProjectHistory.blueprintReady("b.py"));

    assertThat(course.project().files()).containsOnlyKeys("a.py", "b.py");
    assertThat(course.project().files().get("a.py").isSettled()).isTrue();
    assertThat(course.project().files().get("b.py").needsWriting()).isTrue();
  }

  @Test
  void endsWhenItIsCancelled() {
    ProjectHistory course = ProjectHistory.withBlueprint().append("user", new Cancelled("enough"));

    assertThat(course.project().status()).isEqualTo(Status.CANCELLED);
    assertThat(course.project().isOpen()).isFalse();
  }

  @Test
  void manifestDescribesTheCurrentState() {
    ProjectHistory course = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .failedCheck("unit", "a.py");

    assertThat(Manifest.of(course.project()).get("MANIFEST.md"))
        .contains("**running**", "failed (exit 0)", "| `a.py` | fixing |")
        .doesNotContain("succeeded");
    course.acceptedVersion("a.py", 2, "y");
    assertThat(Manifest.of(course.project()).get("MANIFEST.md"))
        .contains("failed (exit 0), before the last change");
  }

  /**
   * The outcome is committed, and commits of later features stand on it: changing a word here
   * changes their ids. Old projects must keep the old words.
   */
  @Test
  void manifestTextDoesNotChange() {
    ProjectHistory course = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .passedCheck("unit");
    course.append("clerk", outcome(course));

    assertThat(Manifest.of(course.project()).get("MANIFEST.md")).isEqualTo("""
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
