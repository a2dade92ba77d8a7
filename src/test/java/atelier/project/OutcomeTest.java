package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.ProjectFinished;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a project ends, and what that needs. */
final class OutcomeTest {
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
    for (int redesign = 1; redesign <= 3; redesign++) {
      assertThat(Outcome.of(history.project())).isEmpty();
      assertThat(history.project().checksToReplace()).hasSize(1);
      history.append("architect", new BlueprintRejected(redesign, "no", Usage.NONE));
    }

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason())
        .isEqualTo("check \"unit\" proves nothing: it passes although a.py was broken");
  }

  @Test
  void aReplacedCheckIsRunAnew() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit")
        .acceptedVersion("a.py", 1, "x")
        .skippedRun("a.py", 1, false)
        .testedCheck("unit", 3);
    history.append("runner", new ControlFailed("unit", List.of("a.py"), 0, tree(history)));
    history.append("architect", ProjectHistory.blueprintReady("test_a.py", "unit"));

    assertThat(history.project().checksToReplace()).isEmpty();
    assertThat(history.project().checks()).isEmpty();
    assertThat(history.project().files().get("test_a.py").needsWriting()).isTrue();
    assertThat(history.project().redesigns()).isEqualTo(1);
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
}
