package atelier.web;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.config.Secret;
import atelier.config.Settings;
import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import atelier.event.EventCodec;
import atelier.journal.Journal;
import atelier.journal.MemoryJournal;
import atelier.llm.Llm;
import atelier.message.Ownership;
import atelier.schedule.StudioService;
import atelier.web.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the node says of itself while something is wrong, and that it says it at all. */
final class ReadinessTest {
  private static final String FULL = "the disk is full: free some space";

  /** A journal that refuses every append, and does not answer reads of {@code stuck}. */
  private static final class FaultyJournal implements Journal {
    private final Journal journal = new MemoryJournal();
    private final String problem;

    FaultyJournal(String problem) {
      this.problem = problem;
    }

    @Override
    public Future<Void> append(List<Entry> entries) {
      return problem.isEmpty()
          ? journal.append(entries)
          : Future.failedFuture(new DiskFull(problem));
    }

    @Override
    public Future<List<Entry>> read(String project, long after, int limit) {
      return project.equals("stuck")
          ? Promise.<List<Entry>>promise().future()
          : journal.read(project, after, limit);
    }

    @Override
    public Future<List<Entry>> lastEntries() {
      return journal.lastEntries();
    }

    @Override
    public Future<List<Entry>> firstEntries() {
      return journal.firstEntries();
    }

    @Override
    public Subscription subscribe(Consumer<Entry> listener) {
      return journal.subscribe(listener);
    }

    @Override
    public String writeProblem() {
      return problem;
    }

    @Override
    public Future<Void> close() {
      return journal.close();
    }
  }

  private static ClusterView cluster(int size, int present) {
    ClusterView.Quorum quorum = new ClusterView.Quorum(size, present, present > size / 2);
    return new ClusterView(
        "n",
        quorum,
        List.of(),
        List.of(),
        List.of(),
        new ClusterView.Waiting(java.util.Map.of(), 0));
  }

  private static Reply ready(Journal journal, Future<ClusterView> cluster, boolean modelIsReady) {
    Llm.Health health = new Llm.Health("m", "http://m", modelIsReady, "down", "");
    ApiSources sources = new ApiSources(
        null, journal, null, null, () -> cluster, () -> Future.succeededFuture(List.of(health)));
    return await(new HealthHandlers(sources).isReady(null));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 3, 3, true, 200, UP, 3 of 3 nodes are online",
    "'', 3, 2, true, 200, UP, 2 of 3 nodes are online",
    "'', 3, 1, true, 503, DOWN, 1 of 3 nodes are online",
    "'', 1, 1, false, 200, DEGRADED, not ready",
    "the disk is full: free some space, 1, 1, true, 503, DOWN, the disk is full",
    "the disk is full: free some space, 3, 3, false, 503, DOWN, the disk is full"
  })
  void readinessFollowsFromTheJournalTheNodesAndTheModels(
      String problem, int size, int present, boolean model, int code, String status, String text) {
    Reply reply =
        ready(new FaultyJournal(problem), Future.succeededFuture(cluster(size, present)), model);

    assertThat(reply.status()).isEqualTo(code);
    assertThat(reply.body().toString()).contains("status=" + status).contains(text);
  }

  @Test
  void aClusterThatDoesNotReplyIsDown() {
    Reply reply = ready(new FaultyJournal(""), Future.failedFuture("lost"), true);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body().toString()).contains("no reply");
  }

  @Test
  void aFullDiskSaysSoInTheReplyAndInReadiness(@TempDir Path folder) {
    try (WebHarness harness = new WebHarness(folder, new FaultyJournal(FULL))) {
      HttpResponse<String> reply = harness.post("/api/projects", "{\"spec\":\"a shop\"}");

      assertThat(reply.statusCode()).isEqualTo(507);
      assertThat(reply.body()).contains(FULL);
      assertThat(harness.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(harness.get("/health/ready").body()).contains(FULL);
      assertThat(harness.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Tag("slow")
  void httpListensWhileALongHistoryIsStillRead(@TempDir Path folder) throws Exception {
    Vertx vertx = Vertx.vertx();
    FaultyJournal journal = new FaultyJournal("");
    await(journal.append(List.of(EventCodec.seal(
        "stuck",
        1,
        Instant.EPOCH,
        "n",
        "user",
        new FeatureRequested("a long one", false),
        Entry.GENESIS))));
    ApiSources sources = new ApiSources(
        new StudioService(vertx, journal, Ownership.alone("n")),
        journal,
        null,
        null,
        () -> Future.succeededFuture(cluster(1, 1)),
        () -> Future.succeededFuture(List.of()));
    HttpServerVerticle server = new HttpServerVerticle(
        new Settings.Http("127.0.0.1", 0, new Secret(""), List.of()),
        folder.resolve("http-token"),
        sources);
    try {
      await(vertx.deployVerticle(server));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/health/ready")).build();

      assertThat(HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.ofString())
              .statusCode())
          .isEqualTo(200);
    } finally {
      await(vertx.close());
    }
  }
}
