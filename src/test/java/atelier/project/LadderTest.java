package atelier.project;

import static atelier.project.Ladder.Rung.FALLBACK;
import static atelier.project.Ladder.Rung.FIRST;
import static atelier.project.Ladder.Rung.FRESH;
import static atelier.project.Ladder.Rung.REPAIR;
import static atelier.project.Ladder.Rung.SURRENDER;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.project.Ladder.Rung;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LadderTest {
  private static List<Rung> climbed(Ladder ladder, boolean sameFault) {
    List<Rung> rungs = new ArrayList<>();
    int step = 0;
    while (ladder.at(step) != SURRENDER) {
      rungs.add(ladder.at(step));
      step = ladder.after(step, sameFault);
    }
    return rungs;
  }

  @Test
  void repairsTwiceThenWritesAfreshThenAsksTheOtherModel() {
    assertThat(climbed(Ladder.of(3, true), false))
        .containsExactly(FIRST, REPAIR, REPAIR, FRESH, FALLBACK);
  }

  @Test
  void neverTriesMoreOftenThanTheRetriesAllowWithoutAnotherModel() {
    for (int retries = 0; retries < 6; retries++) {
      assertThat(climbed(Ladder.of(retries, false), false)).hasSize(1 + retries);
    }
  }

  @Test
  void skipsTheRepairsThatAreLeftWhenTheSameFaultComesTwice() {
    assertThat(climbed(Ladder.of(3, true), true)).containsExactly(FIRST, FRESH, FALLBACK);
  }
}
