package atelier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import atelier.event.Event.ResearchRequest;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupStarted;
import atelier.journal.MemoryJournal;
import atelier.message.LeasedTask;
import atelier.message.Ownership;
import atelier.message.TaskGrant;
import atelier.project.Project;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Task;
import atelier.role.Tools;
import atelier.studio.CommandHandler;
import atelier.studio.ProjectRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes take tasks whose packages only some of them have, and what that costs. */
final class LayerPreferenceTest {
  private static final int SEEDS = 5;
  private static final String LAYER = "0123456789abcdef".repeat(4);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Capabilities node(String name, boolean hasLayer) {
    return new Capabilities(name, Map.of("runner", 2), Set.of(), Set.of(), true)
        .withLayers(hasLayer ? Set.of(LAYER) : Set.of());
  }

  @Test
  void aTaskIsLeftToNodesThatHaveItsLayersForAsLongAsRestoringTakes() {
    LayerPreference preference = new LayerPreference(Set.of(LAYER), Duration.ofSeconds(9));
    Capabilities with = node("with", true);
    Capabilities without = node("without", false);
    List<Capabilities> both = List.of(with, without);

    assertThat(preference.permits(with, both, START, START)).isTrue();
    assertThat(preference.permits(without, both, START, START.plusMillis(8_999)))
        .isFalse();
    assertThat(preference.permits(without, both, START, START.plusMillis(9_000)))
        .isTrue();
    assertThat(preference.permits(without, List.of(without), START, START))
        .as("no other node has them")
        .isTrue();
    assertThat(LayerPreference.NONE.permits(without, both, START, START)).isTrue();
  }

  /** How long one project's runs took, and how many nodes restored its layer. */
  private record Outcome(long ms, int restored) {}

  /** Six boards with two Runners each, of which one has made the layer. On virtual time. */
  private static final class Boards implements Role<Boards.Run>, Scheduler.Listener {
    record Run(String project, String name) implements Task {
      @Override
      public boolean runsPrograms() {
        return true;
      }
    }

    private final SplittableRandom random;
    private final VirtualTime time = new VirtualTime();
    private final int runs;
    private final int meanRunMs;
    private final int restoreMs;
    private final boolean announces;
    private final List<Integer> freeAgents = new ArrayList<>();
    private final Instant[] layerAt = new Instant[6];
    private final Scheduler scheduler;

    Boards(long seed, int runs, int meanRunMs, int restoreMs, boolean announces) {
      random = new SplittableRandom(seed);
      this.runs = runs;
      this.meanRunMs = meanRunMs;
      this.restoreMs = restoreMs;
      this.announces = announces;
      layerAt[0] = Instant.EPOCH;
      IntStream.range(0, 12).forEach(agent -> freeAgents.add(agent % 6));
      scheduler =
          new Scheduler(new MemoryJournal(), Ownership.alone("n"), time, List.of(this), 1, this);
    }

    Outcome play() {
      scheduler.appendCommand(
          "p", state -> CommandHandler.create(state, new ProjectRequest("p", false)));
      scheduler.appendCommand(
          "p",
          state -> List.of(
              new SetupStarted("package.json", "npm", "k"),
              new SetupReady(
                  "package.json",
                  "npm",
                  "k",
                  LAYER,
                  1,
                  1,
                  restoreMs,
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of())));
      Instant begin = time.instant();
      time.runPeriodically(Duration.ofMillis(500), null, scheduler::tick);
      for (int step = 0; left(scheduler.projects().get(0)).findAny().isPresent(); step++) {
        assertThat(step).as("no progress").isLessThan(100_000);
        time.runNext();
      }
      return new Outcome(
          Duration.between(begin, time.instant()).toMillis(),
          (int) Stream.of(layerAt).filter(at -> at != null).count() - 1);
    }

    private Stream<String> left(Project project) {
      return project.setups().of("k").isEmpty()
          ? Stream.of()
          : IntStream.range(0, runs)
              .mapToObj(i -> "run " + i)
              .filter(name ->
                  project.questions().stream().noneMatch(done -> done.text().equals(name)));
    }

    @Override
    public void onTaskReady(String role) {
      List.copyOf(freeAgents)
          .forEach(node -> time.runLater(random.nextInt(1, 6), null, () -> {
            if (freeAgents.remove((Object) node)) {
              claim(node);
            }
          }));
    }

    private Capabilities capabilities(int node) {
      Instant at = layerAt[node];
      return node("n" + node, announces && at != null && !at.isAfter(time.instant()));
    }

    private void claim(int node) {
      List<Capabilities> all =
          IntStream.range(0, 6).mapToObj(this::capabilities).toList();
      scheduler
          .claim("runner", capabilities(node), all)
          .result()
          .ifPresentOrElse(grant -> perform(node, grant), () -> freeAgents.add(node));
    }

    private void perform(int node, TaskGrant grant) {
      Instant now = time.instant();
      if (layerAt[node] == null) {
        layerAt[node] = now.plusMillis(restoreMs);
      }
      Instant ready = layerAt[node].isAfter(now) ? layerAt[node] : now;
      int ms = (int) Duration.between(now, ready).toMillis()
          + (int) (meanRunMs * random.nextDouble(0.5, 1.5));
      for (int at = 2_000; at < ms; at += 2_000) {
        time.runLater(
            at, null, () -> scheduler.renewLeases("n" + node, List.of(grant.leasedTask())));
      }
      time.runLater(ms, null, () -> {
        scheduler.acceptResult(
            grant.leasedTask(), List.of(new ResearchRequest(grant.task().name())));
        claim(node);
      });
    }

    @Override
    public void onTaskWithdrawn(LeasedTask task) {}

    @Override
    public void onStateChanged(Project project) {}

    @Override
    public void onLeadershipLost(String project) {}

    @Override
    public String name() {
      return "runner";
    }

    @Override
    public Class<Run> taskType() {
      return Run.class;
    }

    @Override
    public Stream<Run> dueTasks(Project project) {
      return left(project).map(name -> new Run(project.id(), name));
    }

    @Override
    public Future<List<Event>> perform(Run task, Tools tools) {
      return Future.succeededFuture(List.of());
    }
  }

  private static Outcome mean(int runs, int runMs, int restoreMs, boolean announces) {
    List<Outcome> all = IntStream.range(0, SEEDS)
        .mapToObj(seed -> new Boards(seed, runs, runMs, restoreMs, announces).play())
        .toList();
    return new Outcome(
        all.stream().mapToLong(Outcome::ms).sum() / SEEDS,
        all.stream().mapToInt(Outcome::restored).sum() / SEEDS);
  }

  /** The few short runs of most projects end before another board could have the packages. */
  @ParameterizedTest
  @CsvSource({"1, 3000, 25000", "4, 3000, 25000", "12, 3000, 90000"})
  void fewRunsEndInLessThanHalfTheTime(int runs, int runMs, int restoreMs) {
    Outcome preferred = mean(runs, runMs, restoreMs, true);
    Outcome others = mean(runs, runMs, restoreMs, false);

    assertThat(preferred.ms()).isLessThan(others.ms() / 2);
    assertThat(preferred.restored()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"40, 3000, 25000", "60, 30000, 25000", "60, 30000, 90000", "60, 30000, 2000"})
  void manyRunsUseAllBoardsAndLoseAtMostThePatience(int runs, int runMs, int restoreMs) {
    Outcome preferred = mean(runs, runMs, restoreMs, true);
    Outcome others = mean(runs, runMs, restoreMs, false);

    assertThat(preferred.ms()).isLessThan(others.ms() + Math.min(restoreMs, 30_000) + runMs);
    assertThat(preferred.restored()).isEqualTo(5);
  }
}
