package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.DiagnosisEvent.RepairUndone;
import atelier.event.Event.CodeReady;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.Usage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of a failed check: a cause is found, and its repair helps, is undone, declined. */
final class DiagnosisTest {
  private static ProjectHistory failed() {
    return ProjectHistory.withExample("unit")
        .acceptedVersion("a.py", 1, "x")
        .failedCheck("unit", "");
  }

  private static SourceFile file(ProjectHistory history) {
    return Objects.requireNonNull(history.project().files().get("a.py"));
  }

  private static ProjectHistory written(ProjectHistory history, int attempt, String content) {
    return history.append(
        "writer", new CodeReady("a.py", attempt, content.length(), content, "m", Usage.NONE));
  }

  @Test
  void aFailureWithoutACauseTouchesNoFileAndNeedsNobodyYet() {
    ProjectHistory history = failed();

    assertThat(file(history).needsWriting()).isFalse();
    assertThat(RequiredAction.of(history.project())).isEmpty();
    assertThat(Outcome.of(history.project())).isEmpty();
  }

  @Test
  void aRepairAfterWhichTheSameFailureRemainsIsUndoneWithItsResults() {
    ProjectHistory history = failed().cause("unit", "code", "a.py");
    assertThat(file(history).needsWriting()).isTrue();
    history.acceptedVersion("a.py", 2, "y");
    assertThat(Diagnosis.uselessRepair(history.project())).isEmpty();
    history.failedCheck("unit", "");

    RepairUndone undone = Diagnosis.uselessRepair(history.project()).orElseThrow();
    assertThat(RequiredAction.of(history.project())).isEmpty();
    history.append("clerk", undone);

    assertThat(file(history).restored()).isEqualTo("x");
    written(history, 3, "x");
    assertThat(Objects.requireNonNull(file(history).candidate()).isValidAndClean())
        .isTrue();
    history.validated("a.py", 3);
    assertThat(Objects.requireNonNull(file(history).accepted()).content()).isEqualTo("x");
    assertThat(history.project().checkResult("unit").failed()).isTrue();
    assertThat(history.project().diagnosis().trials()).isEmpty();
    assertThat(history.project().diagnosis().ruledOut().get(0).why()).contains("undone", "y");
  }

  @Test
  void aHintTakesThePlaceOfTheVersionToWriteBack() {
    ProjectHistory history = failed()
        .cause("unit", "code", "a.py")
        .acceptedVersion("a.py", 2, "y")
        .failedCheck("unit", "");
    history
        .append("clerk", Diagnosis.uselessRepair(history.project()).orElseThrow())
        .append("user", new HintGiven("a.py", "look again"));

    assertThat(file(history).restored()).isNull();
    assertThat(file(history).needsWriting()).isTrue();
  }

  @Test
  void aRepairAfterWhichAnotherFailureIsLeftIsKept() {
    ProjectHistory history =
        failed().cause("unit", "code", "a.py").acceptedVersion("a.py", 2, "y").passedCheck("unit");

    assertThat(Diagnosis.uselessRepair(history.project())).isEmpty();
    assertThat(history.project().diagnosis().trials()).isEmpty();
  }

  @Test
  void theSameBytesMeanThatNothingIsWrongInTheFile() {
    ProjectHistory history = written(failed().cause("unit", "code", "a.py"), 2, "x");

    assertThat(file(history).needsWriting()).isFalse();
    assertThat(file(history).candidate()).isNull();
    Diagnosis diagnosis = history.project().diagnosis();
    assertThat(diagnosis.ruledOut().get(0).declined()).isTrue();
    assertThat(diagnosis.isExplained("check unit", history.project().treeHash()))
        .isFalse();
    assertThat(RequiredAction.of(history.project())).isEmpty();
  }

  @Test
  void aHintMakesTheSameBytesAVersionLikeAnyOther() {
    ProjectHistory history =
        failed().cause("unit", "code", "a.py").append("user", new HintGiven("a.py", "look again"));

    written(history, 2, "x");

    assertThat(file(history).candidate()).isNotNull();
  }

  @Test
  void aCheckAtFaultGoesBackToTheArchitectAndIsJudgedAnew() {
    ProjectHistory history = failed().cause("unit", "check", "");

    assertThat(file(history).needsWriting()).isFalse();
    assertThat(WrongCheck.toReplace(history.project())).singleElement().satisfies(wrong -> {
      assertThat(wrong.plan().name()).isEqualTo("unit");
      assertThat(wrong.reason()).isEqualTo("because");
    });
    assertThat(RequiredAction.of(history.project())).isEmpty();

    history.append("architect", ProjectHistory.blueprintReady("a.py", "unit"));
    assertThat(history.project().diagnosis().wrongChecks()).isEmpty();
    assertThat(history.project().diagnosis().explained()).isEmpty();
  }

  @Test
  void ifNobodyIsAtFaultAPersonDecidesAndARetryStartsAnew() {
    ProjectHistory history = failed().cause("unit", "unknown", "");

    assertThat(RequiredAction.of(history.project()).orElseThrow().reason())
        .contains("check \"unit\" fails");
    history.append("user", new RetryRequested());
    assertThat(history.project().diagnosis()).isEqualTo(Diagnosis.NONE);
    assertThat(RequiredAction.of(history.project())).isEmpty();
  }
}
