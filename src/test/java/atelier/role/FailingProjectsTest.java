package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.llm.Prompt;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Failing projects of which it is known who is at fault: how often that is found out without a
 * model and with an honest one, and that nothing that is right is changed. In the real sandbox.
 */
@Tag("slow")
final class FailingProjectsTest {
  private static final int THREADS = 2;

  private static RealSandbox real;
  private static Sandbox sandbox;
  private static List<JsonNode> rows;
  private static List<FailingRun> silent;
  private static List<FailingRun> honest;

  /** Runs the same job once: two models meet the same failures. */
  private record Remembering(Sandbox inner, Map<Job, Future<JobResult>> results)
      implements Sandbox {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Future<JobResult> run(Job job) {
      return results.computeIfAbsent(job, inner::run);
    }
  }

  @BeforeAll
  static void play() throws IOException {
    real = RealSandbox.open();
    sandbox = new Remembering(real.sandbox(), new ConcurrentHashMap<>());
    rows = FailingRun.rows();
    // The first job of Go fills the build cache, which takes minutes.
    real.sandbox()
        .run(new Job(List.of("go", "version"), Map.of(), Duration.ofSeconds(20)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    silent = playAll(FailingModels::silent);
    honest = playAll(FailingModels::honest);
  }

  @AfterAll
  static void close() {
    real.close();
  }

  private static List<FailingRun> playAll(BiFunction<FailingModels, Prompt, String> model) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      return rows.stream()
          .map(row -> threads.submit(() -> FailingRun.play(row, model, sandbox, real)))
          .toList()
          .stream()
          .map(FailingProjectsTest::resultOf)
          .toList();
    } finally {
      threads.shutdown();
    }
  }

  private static <T> T resultOf(java.util.concurrent.Future<T> result) {
    try {
      return result.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void report(String what, long count, long all) {
    System.out.printf("%s: %d of %d (%d %%)%n", what, count, all, 100 * count / all);
  }

  @Test
  void atLeastFortyProjectsArePlayed() {
    assertThat(rows).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void withoutAModelMostAreFoundAndNobodyIsBlamedWrongly() {
    long right = silent.stream().filter(FailingRun::isRight).count();
    report("right cause found without a model", right, silent.size());

    assertThat(silent).noneMatch(FailingRun::isWrong);
    assertThat(right).as("of %d", silent.size()).isGreaterThanOrEqualTo(silent.size() * 60L / 100);
  }

  @Test
  void withAnHonestModelNearlyAllAreFoundAndSolved() {
    List<FailingRun> failed =
        honest.stream().filter(run -> !run.isRight() || !run.isSolved()).toList();
    report(
        "right cause and failure gone with an honest model",
        honest.size() - failed.size(),
        honest.size());

    assertThat(failed.size()).as(failed.toString()).isLessThanOrEqualTo(honest.size() * 5 / 100);
  }

  @Test
  void noFileThatIsRightIsChanged() {
    List<FailingRun> all = Stream.concat(silent.stream(), honest.stream()).toList();
    List<FailingRun> changed =
        all.stream().filter(run -> !run.rightFilesChanged().isEmpty()).toList();
    report("runs in which a right file is changed", changed.size(), all.size());

    assertThat(changed).isEmpty();
  }
}
