package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.DiagnosisEvent.RewriteRejected;
import atelier.event.DiagnosisEvent.SurvivorsReported;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.LlmError;
import atelier.event.ProofEvent.ControlPassed;
import atelier.event.ProofEvent.MutantsTried;
import atelier.event.ReviewEvent.Committed;
import atelier.event.ReviewEvent.FileValidated;
import atelier.event.Survivor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The request for tests that notice the survivors, as the fold sees it. */
final class TestRewriteTest {
  private static final List<Survivor> SURVIVORS = List.of(new Survivor("a.py", 1, "<", "<="));

  /** A project that could end, whose Writer was asked once. */
  private static ProjectHistory asked() {
    ProjectHistory history = ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .provenExample()
        .testedCheck("unit", 3);
    String tree = history.project().treeHash();
    return history
        .append("runner", new ControlPassed("unit", List.of("a.py"), 1, tree))
        .append("runner", new MutantsTried(4, 3, SURVIVORS, List.of(), tree))
        .append("clerk", new SurvivorsReported("a.py", SURVIVORS));
  }

  private static SourceFile file(ProjectHistory history) {
    return history.project().files().get("a.py");
  }

  private static ProjectHistory rejected(ProjectHistory history) {
    return history.append("clerk", TestRewrite.rejection(history.project()).orElseThrow());
  }

  @Test
  void theProjectDoesNotEndWhileTestsAreWritten() {
    ProjectHistory history = asked();

    assertThat(file(history).needsWriting()).isTrue();
    assertThat(Outcome.of(history.project())).isEmpty();
    assertThat(TestRewrite.rejection(history.project())).isEmpty();
  }

  @Test
  void oneRepairOfAnInvalidVersionIsAllowed() {
    ProjectHistory history = asked().invalidVersion("a.py", 2, "wrong");
    assertThat(TestRewrite.rejection(history.project())).isEmpty();

    rejected(history.invalidVersion("a.py", 3, "still wrong"));

    assertThat(file(history).status(false)).isEqualTo("committed");
    assertThat(file(history).repairStep()).isZero();
    assertThat(file(history).problems()).isEmpty();
    assertThat(file(history).attempts()).isEqualTo(3);
    assertThat(Outcome.of(history.project()).orElseThrow().status()).isEqualTo("succeeded");
  }

  @Test
  void aModelIsAskedAgainAfterAFailureThatMayPassButNobodyIsAskedForHelp() {
    ProjectHistory history = asked();
    for (int failures = 1; failures <= 5; failures++) {
      assertThat(TestRewrite.rejection(history.project())).isEmpty();
      history.append("writer", new LlmError("writer:a.py:2", "a.py", "OVERLOADED", false, "busy"));
    }

    rejected(history);

    assertThat(RequiredAction.of(history.project())).isEmpty();
    assertThat(Outcome.of(history.project()).orElseThrow().status()).isEqualTo("succeeded");
  }

  @Test
  void theVersionBeforeReturnsWithItsEvidence() {
    ProjectHistory history = asked();
    Project before = history.project();
    history.acceptedVersion("a.py", 2, "y").failedCheck("unit", "a.py");
    assertThat(file(history).isSettled()).as("nobody is blamed").isTrue();

    rejected(history);
    assertThat(file(history).needsWriting()).isTrue();
    assertThat(history.project().rewrite().orElseThrow().contentBefore()).isEqualTo("x");
    history.codeReady("a.py", 3, "x");
    assertThat(file(history).candidate().isValidAndClean()).as("judged before").isTrue();
    history
        .append("clerk", new FileValidated("a.py", 3))
        .append("gitbot", new Committed("a.py", 3, "c3", "m", "A <a@b>"));

    assertThat(history.project().checks()).isEqualTo(before.checks());
    assertThat(history.project().mutationScore()).isEqualTo(before.mutationScore());
    assertThat(history.project().failures()).isEmpty();
    assertThat(Outcome.of(history.project()).orElseThrow().status()).isEqualTo("succeeded");
  }

  @Test
  void aHintForTheFileTakesThePlaceOfTheRequest() {
    ProjectHistory history = asked().append("user", new HintGiven("a.py", "test the limit"));

    assertThat(history.project().rewrite().orElseThrow().isOpen()).isFalse();
    assertThat(file(history).needsWriting()).isTrue();
    assertThatThrownBy(() -> history.append("clerk", new RewriteRejected("a.py", "late")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isAskedOnceInAFeature() {
    ProjectHistory history =
        rejected(asked().invalidVersion("a.py", 2, "wrong").invalidVersion("a.py", 3, "wrong"));
    assertThatThrownBy(() -> history.append("clerk", new SurvivorsReported("a.py", SURVIVORS)))
        .isInstanceOf(IllegalStateException.class);

    history
        .append("clerk", Outcome.of(history.project()).orElseThrow())
        .append("user", new FeatureRequested("more", false));

    assertThat(history.project().rewrite()).isEmpty();
  }
}
