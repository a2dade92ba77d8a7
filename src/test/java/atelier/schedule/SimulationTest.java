package atelier.schedule;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole loop, without I/O, under faults: 2,000 seeds, or the one given with -Dseed=N. */
@Tag("slow")
final class SimulationTest {
  private static final int SEEDS = 2_000;

  @Test
  void projectsEndDespiteFaultsAndNothingIsLostOrDuplicated() {
    String given = System.getProperty("seed", "");
    LongStream seeds =
        given.isEmpty() ? LongStream.range(0, SEEDS) : LongStream.of(Long.parseLong(given));

    seeds.forEach(seed -> {
      try {
        new SimulatedWorld(seed).run();
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError(
            "seed " + seed + ": " + broken.getMessage() + "; again with: scripts/test -Dseed="
                + seed + " -Dtest=SimulationTest",
            broken);
      }
    });
  }
}
