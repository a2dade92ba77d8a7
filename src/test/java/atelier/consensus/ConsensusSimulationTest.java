package atelier.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.ForkHealed;
import atelier.event.Event.HintGiven;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing acknowledged is lost and there are never two histories; {@code -Dseed=N} plays one. */
final class ConsensusSimulationTest {
  private static final int SEEDS = 200;

  private static LongStream seeds() {
    String one = System.getProperty("seed", "");
    return one.isEmpty() ? LongStream.range(0, SEEDS) : LongStream.of(Long.parseLong(one));
  }

  @Test
  void keepsWhatWasAcknowledgedInOneHistory() {
    int acknowledged =
        seeds().mapToInt(seed -> played("replay with -Dseed=" + seed, seed)).sum();

    assertThat(acknowledged).isGreaterThan(0);
  }

  private static int played(String replay, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = 2 + random.nextInt(5);
    SimulatedStudios studios = new SimulatedStudios(random, size, size);
    try {
      studios.trouble(30);
      studios.heal();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(replay, e);
    }
    for (String project : SimulatedStudios.PROJECTS) {
      List<Entry> first = studios.shown(0, project);
      for (int node = 0; node < size; node++) {
        assertThat(studios.shown(node, project)).as(replay).isEqualTo(first);
        assertThat(studios.history(node, project)).as(replay).isEqualTo(first);
      }
    }
    Stream<Entry> all =
        SimulatedStudios.PROJECTS.stream().flatMap(one -> studios.shown(0, one).stream());
    assertThat(all).as(replay).containsAll(studios.acknowledged());
    assertThat(studios.asides()).as(replay).isEmpty();
    return studios.acknowledged().size();
  }

  /** Two halves that each believe to be whole: forks on purpose. */
  @Test
  void makesOneHistoryOfTwoAndAsksAgainWhatPeopleAskedFor() {
    long forks = seeds()
        .limit(200)
        .map(seed -> healed("replay with -Dseed=" + seed, seed))
        .sum();

    assertThat(forks).isGreaterThan(0);
  }

  /** Whoever dies between letting go of a history and asking again what stood in it. */
  @Test
  void asksEachWishOfTwoStudiosOnceWhateverBefallsThemWhileTheyJoin() {
    long forks = seeds().map(seed -> joined("replay with -Dseed=" + seed, seed)).sum();

    assertThat(forks).isGreaterThan(0);
  }

  private static long joined(String replay, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int half = 1 + random.nextInt(3);
    SimulatedStudios studios = new SimulatedStudios(random, 2 * half, half);
    try {
      studios.split();
      studios.work(10);
      studios.rest();
      studios.join();
      studios.trouble(20);
      studios.heal();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(replay, e);
    }
    List<Event> shown = agreed(replay, studios);
    assertThat(shown.stream().filter(HintGiven.class::isInstance))
        .as(replay)
        .doesNotHaveDuplicates()
        .containsAll(studios.acknowledged().stream().map(Entry::event).toList());
    return shown.stream().filter(ForkHealed.class::isInstance).count();
  }

  /** What all nodes show alike. */
  private static List<Event> agreed(String replay, SimulatedStudios studios) {
    List<Event> shown = new ArrayList<>();
    for (String project : SimulatedStudios.PROJECTS) {
      List<Entry> first = studios.shown(0, project);
      IntStream.range(0, studios.size())
          .forEach(node -> assertThat(studios.shown(node, project)).as(replay).isEqualTo(first));
      first.stream().map(Entry::event).forEach(shown::add);
    }
    return shown;
  }

  private static long healed(String replay, long seed) {
    SimulatedStudios studios = new SimulatedStudios(new SplittableRandom(seed), 4, 2);
    try {
      studios.split();
      studios.work(20);
      studios.rest();
      studios.heal();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(replay, e);
    }
    List<Event> shown = agreed(replay, studios);
    List<Event> requests = studios.acknowledged().stream().map(Entry::event).toList();
    assertThat(shown).as(replay).containsAll(requests).doesNotHaveDuplicates();
    return shown.stream().filter(ForkHealed.class::isInstance).count();
  }
}
