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
  private static List<RepairStage> climbed(RepairPolicy ladder, boolean sameFault) {
    List<RepairStage> rungs = new ArrayList<>();
    int step = 0;
    while (ladder.stageAt(step) != SURRENDER) {
      rungs.add(ladder.stageAt(step));
      step = ladder.nextStep(step, sameFault);
    }
    return rungs;
  }

  @Test
  void repairsTwiceThenWritesAfreshThenAsksTheOtherModel() {
    assertThat(climbed(RepairPolicy.of(3, true), false))
        .containsExactly(FIRST, REPAIR, REPAIR, FRESH, FALLBACK);
  }

  @Test
  void neverTriesMoreOftenThanTheRetriesAllowWithoutAnotherModel() {
    for (int retries = 0; retries < 6; retries++) {
      assertThat(climbed(RepairPolicy.of(retries, false), false)).hasSize(1 + retries);
    }
  }

  @Test
  void skipsTheRepairsThatAreLeftWhenTheSameFaultComesTwice() {
    assertThat(climbed(RepairPolicy.of(3, true), true)).containsExactly(FIRST, FRESH, FALLBACK);
  }
}
