package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Cancelled;
import atelier.event.Event.AgentSurrender;
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
  private static ProjectFinished outcome(ProjectHistory history) {
    return Outcome.of(history.project()).orElseThrow();
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

    assertThat(file.stage(history.project().repairPolicy()))
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
        ProjectHistory.withBlueprint().acceptedVersion("a.py", 1, "x").noUsableExample();
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
        .noUsableExample();
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
}
