package atelier.project;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.Cancelled;
import atelier.event.CheckPlan;
import atelier.event.Event.AgentSurrender;
import atelier.event.Event.BlueprintReady;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.InfraReady;
import atelier.event.Event.VerifyRequested;
import atelier.event.FilePlan;
import atelier.event.Usage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of the plan and of queued features when a person cancels a feature. */
final class CancelledFeatureTest {
  private static final Cancelled RUN = new Cancelled("stuck", "run", List.of());

  private static ProjectHistory ended() {
    ProjectHistory history =
        ProjectHistory.withExample("unit").acceptedVersion("a.py", 1, "x").provenCheck("unit");
    return history.append("clerk", Outcome.of(history.project()).orElseThrow());
  }

  /** A second feature that is stuck in both of its files, with another one queued. */
  private static ProjectHistory stuck() {
    Blueprint plan = new Blueprint(
        "more",
        List.of(),
        List.of(
            new FilePlan("a.py", "more of it", List.of(), ""),
            new FilePlan("b.py", "new", List.of(), "")),
        List.of(),
        List.of(new CheckPlan("wrong", List.of("wrong"))));
    return ended()
        .append("user", new FeatureRequested("more", false))
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", new BlueprintReady(plan, Usage.NONE))
        .append("writer", new AgentSurrender("a.py", 1, "no idea"))
        .append("writer", new AgentSurrender("b.py", 1, "no idea"))
        .append("user", new FeatureRequested("next", false));
  }

  @Test
  void queuedFeaturesAreBuiltNextOnTheAcceptedFiles() {
    Project project = stuck().append("user", RUN).project();

    assertThat(project.status()).isEqualTo(Status.QUEUED);
    assertThat(Objects.requireNonNull(project.feature()).spec()).isEqualTo("next");
    assertThat(project.queuedFeatures()).isEmpty();
    assertThat(project.files()).containsOnlyKeys("a.py");
    assertThat(project.files().get("a.py").isSettled()).isTrue();
    assertThat(project.files().get("a.py").plan().description()).isEqualTo("d");
    assertThat(project.checkPlans()).extracting(CheckPlan::name).containsExactly("unit");
    assertThat(project.examples().inForce()).hasSize(1);
    assertThat(RequiredAction.of(project)).isEmpty();
  }

  @Test
  void theAttemptsOfAForgottenFileGoOn() {
    ProjectHistory history = ProjectHistory.withBlueprint()
        .invalidVersion("a.py", 1, "syntax error")
        .append("user", new FeatureRequested("next", false))
        .append("user", RUN)
        .append("environment", new InfraReady(List.of("m"), List.of(), "box", 3, false))
        .append("architect", ProjectHistory.blueprintReady("a.py"));

    assertThat(history.project().files().get("a.py").attempts()).isEqualTo(1);
  }

  @Test
  void aFirstFeatureLeavesNothingButItsAcceptedFiles() {
    Project project = ProjectHistory.withExample("unit")
        .append("user", new FeatureRequested("next", false))
        .append("user", RUN)
        .project();

    assertThat(project.blueprint()).isNull();
    assertThat(project.files()).isEmpty();
    assertThat(project.examples().inForce()).isEmpty();
  }

  @Test
  void aProjectStaysOpenOnlyIfSomethingIsBuiltNext() {
    assertThat(Project.mayBeOpen(RUN)).isTrue();
    assertThat(Project.mayBeOpen(new Cancelled("enough"))).isFalse();
    assertThat(Project.mayBeOpen(new Cancelled("enough", "cancel", List.of("next"))))
        .isFalse();
  }

  @Test
  void aDroppedFeatureIsNamed() {
    Project project = stuck()
        .append("user", new Cancelled("enough", "cancel", List.of("next")))
        .project();

    assertThat(project.status()).isEqualTo(Status.CANCELLED);
    assertThat(project.queuedFeatures()).isEmpty();
    assertThat(Manifest.of(project).get("MANIFEST.md")).contains("Queued feature dropped: next");
  }

  @Test
  void olderLinesDropAllQueuedFeaturesWithoutAWord() {
    Project project = stuck().append("user", new Cancelled("enough")).project();

    assertThat(project.status()).isEqualTo(Status.CANCELLED);
    assertThat(project.queuedFeatures()).isEmpty();
    assertThat(project.files()).containsOnlyKeys("a.py", "b.py");
    assertThat(Manifest.of(project).get("MANIFEST.md")).doesNotContain("dropped");
  }

  @Test
  void aFeatureAfterTheCancelDoesNotInheritThePause() {
    Project project = stuck()
        .append("user", new Cancelled("enough"))
        .append("user", new FeatureRequested("another", false))
        .project();

    assertThat(RequiredAction.of(project)).isEmpty();
  }

  @Test
  void aCancelledVerificationForgetsNoEvidenceOfTheFeature() {
    Project project = ended()
        .append("user", new VerifyRequested())
        .append("user", new FeatureRequested("next", false))
        .append("user", RUN)
        .project();

    assertThat(project.checkPlans()).extracting(CheckPlan::name).containsExactly("unit");
    assertThat(project.examples().inForce()).hasSize(1);
  }
}
