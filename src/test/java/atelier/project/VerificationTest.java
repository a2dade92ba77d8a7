package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Cancelled;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.ProjectFinished;
import atelier.event.Event.TaskFailed;
import atelier.event.Event.VerifyRequested;
import atelier.event.ProofEvent.ControlFailed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An ended project whose evidence is produced again. */
final class VerificationTest {
  private static ProjectFinished outcome(ProjectHistory history) {
    return Outcome.of(history.project()).orElseThrow();
  }

  private static ProjectHistory succeeded() {
    ProjectHistory history =
        ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x").provenCheck("unit");
    return history.append("clerk", outcome(history));
  }

  private static ProjectHistory verifying() {
    return succeeded().append("user", new VerifyRequested());
  }

  @Test
  void clearsTheEvidenceAndKeepsTheFilesAndWhatTheEnvironmentFound() {
    Project before = succeeded().project();
    Project project = verifying().project();

    assertThat(project.status()).isEqualTo(Status.RUNNING);
    assertThat(project.isVerifying()).isTrue();
    assertThat(project.finishedAt()).isNull();
    assertThat(project.reason()).isEmpty();
    assertThat(project.checks()).isEmpty();
    assertThat(project.mutationScore()).isNull();
    assertThat(project.infra()).isEqualTo(before.infra());
    assertThat(project.acceptedContents()).isEqualTo(before.acceptedContents());
    assertThat(Outcome.of(project)).isEmpty();
  }

  @Test
  void endsByTheSameRules() {
    ProjectHistory history = verifying().provenCheck("unit");

    assertThat(outcome(history)).isEqualTo(outcomeOfTheFirstRun());
    history.append("clerk", outcome(history));
    assertThat(history.project().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(history.project().isVerifying()).isFalse();
    assertThat(history.project().finishedAt()).isAfter(succeeded().project().finishedAt());
  }

  private static ProjectFinished outcomeOfTheFirstRun() {
    return outcome(
        ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x").provenCheck("unit"));
  }

  @Test
  void aFailedCheckEndsItAndBlamesNoFile() {
    ProjectHistory history = verifying().failedCheck("unit", "a.py").provenExample();

    assertThat(history.project().files().get("a.py").needsWriting()).isFalse();
    assertThat(history.project().failures()).isEmpty();
    assertThat(RequiredAction.of(history.project())).isEmpty();
    assertThat(outcome(history).status()).isEqualTo("failed");
    assertThat(outcome(history).reason()).isEqualTo("verification: check \"unit\" failed (exit 0)");
    history.append("clerk", outcome(history));
    assertThat(history.project().status()).isEqualTo(Status.FAILED);
    assertThat(Manifest.of(history.project()).get("MANIFEST.md"))
        .contains("**failed**", "verification: check", "failed (exit 0)");
  }

  @Test
  void aFlakyCheckIsNamedAsOne() {
    ProjectHistory history =
        verifying().passedCheck("unit").failedCheck("unit", "").provenExample();

    assertThat(outcome(history).reason())
        .isEqualTo("verification: check \"unit\" (which passed before on the very same files)"
            + " failed (exit 0)");
  }

  @Test
  void aFailedProgramEndsItAfterTheChecks() {
    ProjectHistory history = verifying().failedRun("a.py", 1);

    assertThat(history.project().files().get("a.py").needsWriting()).isFalse();
    assertThat(Outcome.of(history.project())).isEmpty();
    history.provenCheck("unit");
    assertThat(outcome(history).status()).isEqualTo("failed");
    assertThat(outcome(history).reason()).isEqualTo("verification: run of a.py failed (exit 0)");
  }

  @Test
  void aCheckThatProvesNothingIsNotReplaced() {
    ProjectHistory history = verifying().testedCheck("unit", 3).provenExample();
    String tree = history.project().treeHash();
    history.append("runner", new ControlFailed("unit", List.of("a.py"), 0, tree));

    assertThat(WrongCheck.toReplace(history.project())).isEmpty();
    assertThat(outcome(history).status()).isEqualTo("unverified");
  }

  @Test
  void aTaskThatKeepsFailingEndsIt() {
    ProjectHistory history = verifying();
    for (int i = 0; i < 5; i++) {
      assertThat(Outcome.of(history.project())).isEmpty();
      history.append("runner", new TaskFailed("runner:check unit", "", "a bug"));
    }

    assertThat(RequiredAction.of(history.project())).isEmpty();
    assertThat(outcome(history).status()).isEqualTo("failed");
    assertThat(outcome(history).reason()).isEqualTo("verification: a bug");
  }

  @Test
  void aFeatureThatArrivesMeanwhileIsQueued() {
    ProjectHistory history = verifying().append("user", new FeatureRequested("more", false));
    assertThat(history.project().isVerifying()).isTrue();
    history.provenCheck("unit");
    assertThat(outcome(history).waiting()).isEqualTo(1);

    history.append("clerk", outcome(history));

    assertThat(history.project().status()).isEqualTo(Status.QUEUED);
    assertThat(history.project().isVerifying()).isFalse();
  }

  @Test
  void canBeCancelled() {
    Project project = verifying().append("user", new Cancelled("enough")).project();

    assertThat(project.status()).isEqualTo(Status.CANCELLED);
    assertThat(project.isVerifying()).isFalse();
  }

  @Test
  void rejectsAnEndThatDoesNotFollow() {
    ProjectHistory history = verifying().failedCheck("unit", "").provenExample();
    ProjectFinished lie = outcomeOfTheFirstRun();

    assertThatThrownBy(() -> history.append("clerk", lie))
        .hasMessageContaining("cannot be derived");
  }
}
