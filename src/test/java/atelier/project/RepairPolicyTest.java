package atelier.project;

import static atelier.project.RepairPolicy.RepairStage.FALLBACK;
import static atelier.project.RepairPolicy.RepairStage.FIRST;
import static atelier.project.RepairPolicy.RepairStage.FRESH;
import static atelier.project.RepairPolicy.RepairStage.REPAIR;
import static atelier.project.RepairPolicy.RepairStage.SURRENDER;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.project.RepairPolicy.RepairStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RepairPolicyTest {
  private static List<RepairStage> stages(RepairPolicy policy, boolean sameProblem) {
    List<RepairStage> stages = new ArrayList<>();
    int step = 0;
    while (policy.stageAt(step) != SURRENDER) {
      stages.add(policy.stageAt(step));
      step = policy.nextStep(step, sameProblem);
    }
    return stages;
  }

  @Test
  void repairsTwiceThenRewritesThenUsesTheFallbackModel() {
    assertThat(stages(RepairPolicy.of(3, true), false))
        .containsExactly(FIRST, REPAIR, REPAIR, FRESH, FALLBACK);
  }

  @Test
  void limitsAttemptsToTheRetriesWithoutAFallbackModel() {
    for (int retries = 0; retries < 6; retries++) {
      assertThat(stages(RepairPolicy.of(retries, false), false)).hasSize(1 + retries);
    }
  }

  @Test
  void skipsRemainingRepairsWhenAProblemRepeats() {
    assertThat(stages(RepairPolicy.of(3, true), true)).containsExactly(FIRST, FRESH, FALLBACK);
  }
}
