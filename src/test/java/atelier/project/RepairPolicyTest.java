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
  private static List<RepairStage> stages(RepairPolicy policy, boolean certain, boolean repeated) {
    List<RepairStage> stages = new ArrayList<>();
    int step = 0;
    while (policy.stageAt(step, certain, repeated) != SURRENDER) {
      stages.add(policy.stageAt(step, certain, repeated));
      step = policy.nextStep(step);
    }
    return stages;
  }

  @Test
  void repairsTwiceThenRewritesThenUsesTheFallbackModel() {
    assertThat(stages(RepairPolicy.of(3, true), true, false))
        .containsExactly(FIRST, REPAIR, REPAIR, FRESH, FALLBACK);
  }

  @Test
  void limitsAttemptsToTheRetriesWithoutAFallbackModel() {
    for (int retries = 0; retries < 6; retries++) {
      assertThat(stages(RepairPolicy.of(retries, false), true, false)).hasSize(1 + retries);
    }
  }

  @Test
  void aProblemThatRepeatsIsRewrittenWithoutSkippingAStage() {
    assertThat(stages(RepairPolicy.of(3, true), true, true))
        .containsExactly(FIRST, FRESH, FRESH, FRESH, FALLBACK);
  }

  @Test
  void whatIsNotCertainlyAtFaultIsNeverRewrittenFromScratch() {
    assertThat(stages(RepairPolicy.of(3, true), false, true))
        .containsExactly(FIRST, REPAIR, REPAIR, REPAIR, FALLBACK);
  }
}
