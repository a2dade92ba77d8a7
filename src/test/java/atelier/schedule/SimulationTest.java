package atelier.schedule;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulates the whole scheduling loop under faults, without I/O: 2,000 seeds, or -Dseed=N. */
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
            "seed " + seed + ": " + broken.getMessage() + "; reproduce with: scripts/test -Dseed="
                + seed + " -Dtest=SimulationTest",
            broken);
      }
    });
  }
}
