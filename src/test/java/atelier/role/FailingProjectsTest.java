package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.ProjectFinished;
import atelier.event.ProofEvent.CauseFound;
import atelier.event.ProofEvent.EnvironmentLacking;
import atelier.event.ProofEvent.ExampleFailed;
import atelier.event.ProofEvent.ExampleWithdrawn;
import atelier.event.ProofEvent.ExecutionFailure;
import atelier.llm.Prompt;
import atelier.project.Outcome;
import atelier.project.Status;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Failing projects of which it is known who is at fault: how often that is found out without a
 * model and with an honest one, and that nothing that is right is changed. In the real sandbox.
 */
@Tag("slow")
final class FailingProjectsTest {
  private static final int THREADS = 2;
  private static final int MAX_MODEL_CALLS = 16;

  private static RealSandbox real;
  private static Sandbox sandbox;
  private static List<JsonNode> rows;
  private static List<Run> silent;
  private static List<Run> honest;

  /** A row that was played, and what was found. */
  private record Run(JsonNode row, Set<String> culprits, FailingProject played) {
    String name() {
      return row.path("name").asString();
    }

    /** Who was found to be at fault. */
    Set<String> named() {
      Set<String> names = new TreeSet<>();
      played.events(CauseFound.class).stream()
          .filter(cause -> !cause.fault().equals("unknown"))
          .map(cause -> cause.fault().equals("check")
              ? "check " + cause.example()
              : cause.cause().isEmpty() ? "nobody of " + cause.fault() : cause.cause())
          .forEach(names::add);
      played.events(ExampleFailed.class).forEach(failed -> names.add(failed.cause()));
      played.events(ExecutionFailure.class).forEach(failed -> names.add(failed.cause()));
      played.events(EnvironmentLacking.class).forEach(lack -> names.add("environment"));
      played
          .events(ExampleWithdrawn.class)
          .forEach(example -> names.add("example " + example.name()));
      names.remove("");
      return names;
    }

    boolean isRight() {
      return named().equals(culprits);
    }

    boolean isWrong() {
      return !culprits.containsAll(named());
    }

    /** Nothing fails any more; without what the machine does not have, nothing is verified. */
    boolean isSolved() {
      return culprits.contains("environment")
          ? Outcome.of(played.project())
                  .map(ProjectFinished::status)
                  .equals(Optional.of("unverified"))
              || played.project().status() == Status.UNVERIFIED
          : played.works();
    }

    List<String> rightFilesChanged() {
      return played.changedFiles().stream()
          .filter(file -> !culprits.contains(file))
          .toList();
    }

    @Override
    public String toString() {
      return "\n== " + name() + ": at fault " + culprits + ", found " + named() + played;
    }
  }

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
    rows = new YAMLMapper()
        .readTree(Files.readString(Path.of("src/test/resources/proof/failing.yaml")))
        .valueStream()
        .filter(row -> isInstalled(row.path("tool").asString("")))
        .toList();
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

  private static boolean isInstalled(String tool) {
    return tool.isEmpty()
        || Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/local/go/bin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static List<Run> playAll(BiFunction<FailingModels, Prompt, String> model) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      return rows.stream().map(row -> threads.submit(() -> play(row, model))).toList().stream()
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

  private static Run play(JsonNode row, BiFunction<FailingModels, Prompt, String> model) {
    FailingModels models = new FailingModels(row);
    FailingProject played = new FailingProject(row, prompt -> model.apply(models, prompt));
    return new Run(row, models.culprits(), played.play(sandbox, real.toolchains()));
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
    long right = silent.stream().filter(Run::isRight).count();
    report("right cause found without a model", right, silent.size());
    silent.stream()
        .filter(run -> !run.isRight())
        .forEach(run -> System.out.println("  silent: " + run.name() + " " + run.named()));

    assertThat(silent).noneMatch(Run::isWrong);
    assertThat(right).as("of %d", silent.size()).isGreaterThanOrEqualTo(silent.size() * 60L / 100);
  }

  @Test
  void withAnHonestModelNearlyAllAreFoundAndSolved() {
    List<Run> failed =
        honest.stream().filter(run -> !run.isRight() || !run.isSolved()).toList();
    report(
        "right cause and failure gone with an honest model",
        honest.size() - failed.size(),
        honest.size());

    assertThat(failed.size()).as(failed.toString()).isLessThanOrEqualTo(honest.size() * 5 / 100);
  }

  @Test
  void noFileThatIsRightIsChanged() {
    List<Run> all = Stream.concat(silent.stream(), honest.stream()).toList();
    List<Run> changed =
        all.stream().filter(run -> !run.rightFilesChanged().isEmpty()).toList();
    report("runs in which a right file is changed", changed.size(), all.size());

    assertThat(changed).isEmpty();
  }
}
