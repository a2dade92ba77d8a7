package atelier.fuzz;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A short form of {@code scripts/fuzz}; {@code -Dseed=N} begins elsewhere. */
final class FuzzTest {
  @ParameterizedTest
  @CsvSource({"answers, 400", "events, 300", "http, 150", "paths, 3000"})
  void aFewRoundsOfEachTarget(String target, int rounds) throws Exception {
    Fuzz.play(target, Long.getLong("seed", 1), rounds);
  }
}
