package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.DiagnosisEvent.CauseFound;
import atelier.event.Event.BlueprintRejected;
import atelier.event.Event.CodeReady;
import atelier.event.Event.ProjectFinished;
import atelier.event.ProofEvent.ControlFailed;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a project ends, and what that needs. */
final class OutcomeTest {
  private static ProjectFinished outcome(ProjectHistory history) {
    return Outcome.of(history.project()).orElseThrow();
  }

  @Test
  void succeedsWhenEveryCheckPassedAfterTheLastChange() {
    ProjectHistory history =
        ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x").provenCheck("unit");

    assertThat(outcome(history).status()).isEqualTo("succeeded");
    assertThat(outcome(history).reason())
        .startsWith(
            "1 check with 3 tests and 1 example passed 2 times and failed on broken code; they"
                + " notice 3 of 4 small faults, on tree ");
  }

  @Test
  void hasNoOutcomeAfterOnePassOrWithoutAControl() {
    ProjectHistory history =
        ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x").passedCheck("unit");
    assertThat(Outcome.of(history.project())).isEmpty();

    assertThat(Outcome.of(history.passedCheck("unit").project())).isEmpty();
  }

  @Test
  void isUnverifiedIfNoTestWasExecuted() {
    ProjectHistory history = ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .testedCheck("unit", 0)
        .provenExample();
    history
        .append("runner", new ControlFailed("shown", List.of("a.py"), 0, tree(history), "example"))
        .append("runner", new ControlPassed("unit", List.of("a.py"), 1, tree(history)));
    for (int redesign = 1; redesign <= 3; redesign++) {
      assertThat(Outcome.of(history.project())).isEmpty();
      assertThat(WrongCheck.toReplace(history.project()))
          .singleElement()
          .satisfies(wrong -> assertThat(wrong.reason()).isEqualTo(WrongCheck.NO_TESTS));
      history.append("architect", new BlueprintRejected(redesign, "no", Usage.NONE));
    }

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason()).contains("no check executed a test");
  }

  @Test
  void isUnverifiedIfATestPassesOnBrokenCode() {
    ProjectHistory history = ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .testedCheck("unit", 3)
        .provenExample();
    history.append("runner", new ControlFailed("unit", List.of("a.py"), 0, tree(history)));
    for (int redesign = 1; redesign <= 3; redesign++) {
      assertThat(Outcome.of(history.project())).isEmpty();
      assertThat(WrongCheck.toReplace(history.project())).hasSize(1);
      history.append("architect", new BlueprintRejected(redesign, "no", Usage.NONE));
    }

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason())
        .isEqualTo("check \"unit\" proves nothing: it passes although a.py was broken");
  }

  @Test
  void aReplacedCheckIsRunAnew() {
    ProjectHistory history =
        ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x").testedCheck("unit", 3);
    history.append("runner", new ControlFailed("unit", List.of("a.py"), 0, tree(history)));
    history.append("architect", ProjectHistory.blueprintReady("test_a.py", "unit"));

    assertThat(WrongCheck.toReplace(history.project())).isEmpty();
    assertThat(history.project().checks()).isEmpty();
    assertThat(history.project().files().get("test_a.py").needsWriting()).isTrue();
    assertThat(history.project().designs().redesigns()).isEqualTo(1);
  }

  @Test
  void aFlakyCheckSendsItsFileBack() {
    ProjectHistory history = ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .passedCheck("unit")
        .failedCheck("unit", "a.py");

    assertThat(history.project().checks().get("unit").isFlaky()).isTrue();
    assertThat(history.project().files().get("a.py").problems().get(0).text())
        .contains("passed before on the very same files", "When it passed, its output ended with");
  }

  @Test
  void anEndByOlderRulesStaysReadable() {
    ProjectHistory history = ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .passedCheck("unit")
        .append("clerk", new ProjectFinished("succeeded", "1 check passed", 0, ""));

    assertThat(history.project().status()).isEqualTo(Status.SUCCEEDED);
  }

  private static String tree(ProjectHistory history) {
    return history.project().treeHash();
  }

  @Test
  void hasNoOutcomeWhileACheckResultIsForAnOlderTree() {
    ProjectHistory history = ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .failedCheck("unit", "a.py")
        .acceptedVersion("a.py", 2, "y");

    assertThat(Outcome.of(history.project())).isEmpty();
    assertThat(outcome(history.provenCheck("unit")).status()).isEqualTo("succeeded");
  }

  @Test
  void succeedsByAnExampleIfNobodySpeaksOfTests() {
    ProjectHistory history =
        ProjectHistory.withExample().acceptedVersion("a.py", 1, "x").provenExample();
    assertThat(Outcome.isWaitingForMutants(history.project())).isTrue();
    history.append("runner", new MutantsTried(0, 0, List.of(), List.of(), tree(history)));

    assertThat(outcome(history).status()).isEqualTo("succeeded");
    assertThat(outcome(history).reason())
        .startsWith("1 example passed 2 times and failed on broken code, on tree ");
  }

  @Test
  void isUnverifiedWithoutAUsableExample() {
    ProjectHistory history = ProjectHistory.withBlueprint("unit");
    assertThat(history.project().examples().decided()).isFalse();
    history.noUsableExample().acceptedVersion("a.py", 1, "x").testedCheck("unit", 3);
    history.append("runner", new ControlPassed("unit", List.of("a.py"), 1, tree(history)));

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason())
        .isEqualTo("there is no acceptance example: no usable answer after 3. Reason of the last"
            + " rejection: no quote");
  }

  @Test
  void isUnverifiedWhileAnExampleIsDisputed() {
    ProjectHistory history =
        ProjectHistory.withExample().acceptedVersion("a.py", 1, "x").failedExample("");
    assertThat(Outcome.of(history.project())).isEmpty();
    assertThat(RequiredAction.of(history.project())).isEmpty();
    history.verdict("disputed");

    assertThat(outcome(history).status()).isEqualTo("unverified");
    assertThat(outcome(history).reason())
        .isEqualTo("disputed: the spec does not decide example \"shown\": exit code: expected 2,"
            + " was 1");
  }

  @Test
  void aVerdictAgainstTheCodeSendsTheFileBackAndStaysInForce() {
    ProjectHistory history = ProjectHistory.withExample()
        .acceptedVersion("a.py", 1, "x")
        .failedExample("")
        .verdict("code");
    history.append("analyst", new CauseFound("shown", "a.py", tree(history)));

    assertThat(history.project().files().get("a.py").needsWriting()).isTrue();
    assertThat(history.project().files().get("a.py").problems().get(0).text())
        .contains("example \"shown\" of the spec's words \"spec\": exit code: expected 2, was 1");
    history.acceptedVersion("a.py", 2, "y").failedExample("");
    ExampleFailure failure =
        history.project().examples().failure("shown", tree(history)).orElseThrow();
    assertThat(history.project().examples().decision("shown", failure))
        .contains(ExampleVerdict.Decision.CODE);
  }

  @Test
  void aWithdrawnExampleIsNoEvidence() {
    ProjectHistory history = ProjectHistory.withExample()
        .acceptedVersion("a.py", 1, "x")
        .failedExample("")
        .verdict("example")
        .append("analyst", new ExampleWithdrawn("shown", "the spec contradicts it"));

    assertThat(history.project().examples().inForce()).isEmpty();
    assertThat(history.project().examples().withdrawn()).containsKey("shown");
    assertThat(outcome(history).reason()).contains("nothing is proven");
  }

  @Test
  void aFailureThatNoRepairChangedNeedsAPerson() {
    ProjectHistory history = ProjectHistory.withExample()
        .acceptedVersion("a.py", 1, "x")
        .failedExample("a.py")
        .append("writer", new CodeReady("a.py", 2, 1, "x", "m", Usage.NONE));
    Project declined = history.project();

    assertThat(declined.files().get("a.py").needsWriting()).isFalse();
    assertThat(declined.examples().unexplained(declined.treeHash())).hasSize(1);
    assertThat(declined.diagnosis().ruledOut()).hasSize(1);
    assertThat(RequiredAction.of(declined)).isEmpty();

    history.append(
        "analyst",
        new CauseFound(
            "shown", "", declined.treeHash(), "", "unknown", List.of(), "", Optional.empty()));
    assertThat(RequiredAction.of(history.project()).orElseThrow().reason())
        .contains("example \"shown\" fails");
  }

  @Test
  void rejectsAnOutcomeThatCannotBeDerived() {
    ProjectHistory history = ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x");

    assertThatThrownBy(() -> history.append(
            "clerk",
            new ProjectFinished(
                "succeeded", "trust me", 0, "some tree", Optional.of(Outcome.RULES))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be derived");
  }
}
