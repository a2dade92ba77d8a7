package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.language.CheckReport;
import atelier.language.Toolchains;
import atelier.message.LeaderClient;
import atelier.message.Ownership;
import atelier.message.ReadBarrier;
import atelier.role.Tools;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The start of a worker pool. */
final class WorkerPoolTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** Toolchains whose futures complete late, on a thread of another context. */
  private record SlowToolchains(Vertx vertx, Context context) implements Toolchains {
    private static final long DELAY_MS = 100;

    private <T> Future<T> completeLater(T value) {
      Promise<T> promise = Promise.promise();
      context.runOnContext(turn -> vertx.setTimer(DELAY_MS, later -> promise.complete(value)));
      return promise.future();
    }

    @Override
    public Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> languageOf(String path) {
      return Optional.empty();
    }

    @Override
    public Future<Set<String>> languages() {
      return completeLater(Set.of());
    }

    @Override
    public Future<List<String>> installed() {
      return completeLater(List.of());
    }
  }

  /** Records the context on which the pool starts to watch the membership. */
  private record RecordingOwnership(CompletableFuture<String> deploymentId) implements Ownership {
    @Override
    public String self() {
      return "n";
    }

    @Override
    public String ownerOf(String project) {
      return "n";
    }

    @Override
    public Set<String> nodes() {
      return Set.of("n");
    }

    @Override
    public void watch(Runnable changed) {
      deploymentId.complete(String.valueOf(Vertx.currentContext().deploymentID()));
    }
  }

  @Test
  void startsOnItsOwnContext() {
    RecordingOwnership ownership = new RecordingOwnership(new CompletableFuture<>());
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Tools tools = new Tools(
        scripted.node(),
        scripted.llm(),
        scripted.prompts(),
        scripted.scanner(),
        new SlowToolchains(vertx, vertx.getOrCreateContext()),
        scripted.sandbox(),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        scripted.policy(),
        scripted.liveMessages());
    SimulatedJournal journal = new SimulatedJournal(new SplittableRandom(1), 0, entry -> {});

    WorkerPool workerPool = new WorkerPool(
        ownership,
        new LeaderClient(vertx, ownership),
        new ReadBarrier(vertx, journal),
        tools,
        List.of(),
        Map.of());

    String deploymentId = await(vertx.deployVerticle(workerPool));

    assertThat(await(Future.fromCompletionStage(ownership.deploymentId()))).isEqualTo(deploymentId);
  }
}
