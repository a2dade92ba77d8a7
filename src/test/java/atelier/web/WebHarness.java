package atelier.web;

import static atelier.Await.await;

import atelier.config.Secret;
import atelier.config.Settings;
import atelier.event.Event;
import atelier.event.LiveMessage;
import atelier.event.ReviewEvent;
import atelier.event.Usage;
import atelier.journal.Journal;
import atelier.journal.MemoryJournal;
import atelier.llm.CallLog;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.message.Ownership;
import atelier.project.Outcome;
import atelier.schedule.SchedulerVerticle;
import atelier.schedule.ScriptedAgent;
import atelier.schedule.StudioService;
import atelier.studio.QueueSnapshot;
import atelier.workspace.GitRepositories;
import atelier.workspace.GitWorkspace;
import atelier.workspace.PathGuard;
import atelier.workspace.Workspace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs the HTTP server with a real journal and real repositories; tests play the agents. */
public final class WebHarness implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final Journal journal;
  final StudioService studio;
  private final SchedulerVerticle scheduler;
  final CallLog calls;
  private final GitWorkspace workspace;
  final HttpServerVerticle server;
  final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  public WebHarness(Path folder) {
    this(folder, "127.0.0.1", "", List.of());
  }

  public WebHarness(Path folder, Journal journal) {
    this(folder, journal, "127.0.0.1", "", List.of());
  }

  public WebHarness(Path folder, String host, String token, List<String> names) {
    this(folder, new MemoryJournal(), host, token, names);
  }

  private WebHarness(Path folder, Journal journal, String host, String token, List<String> names) {
    this.folder = folder;
    this.journal = journal;
    Ownership ownership = Ownership.alone("n");
    scheduler =
        new SchedulerVerticle(journal, ownership, 64, PathGuard::findViolation, project -> {});
    studio = new StudioService(vertx, journal, ownership);
    await(vertx.deployVerticle(scheduler));
    calls = new CallLog(vertx, new EchoModel(), folder.resolve("calls"), "n");
    workspace = new GitWorkspace(vertx, journal, folder.resolve("projects"));
    ApiSources sources = new ApiSources(
        studio,
        journal,
        new GitRepositories(vertx, workspace),
        new LocalCallLog(calls),
        () -> studio.queueSnapshot().map(WebHarness::cluster),
        calls::health);
    Settings.Http http = new Settings.Http(host, 0, new Secret(token), names);
    server = new HttpServerVerticle(http, folder.resolve("http-token"), sources);
    await(vertx.deployVerticle(server));
  }

  /** The calls of a single node. */
  private record LocalCallLog(CallLog log) implements ModelCallLog {
    @Override
    public Future<Calls> list(String project) {
      return log.calls(project).map(calls -> new Calls(calls, List.of("lost")));
    }

    @Override
    public Future<CallLog.Conversation> find(String project, String node, int number) {
      return node.equals(localNode())
          ? log.call(project, number)
          : Future.failedFuture(ModelCallLog.unavailable(node));
    }

    @Override
    public String localNode() {
      return "n";
    }
  }

  /** A model that answers with its prompt. */
  private static final class EchoModel implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return Future.succeededFuture(new Completion(prompt.task(), false, new Usage("p", 5, 3, 10)));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of(new Health("p", "http://p", true, "", "")));
    }
  }

  private static ClusterView cluster(QueueSnapshot queue) {
    ClusterView.Node self = new ClusterView.Node(
        "n",
        "1",
        Instant.EPOCH,
        Map.of("writer", 1),
        1,
        List.of(new ClusterView.Model("p", "http://p", true, "")),
        List.of("python3"),
        "none",
        "none",
        List.of("it is a test"),
        2,
        0.5,
        new ClusterView.Memory(1, 2),
        null,
        null);
    return new ClusterView(
        "n",
        new ClusterView.Quorum(1, 1, true),
        List.of(self),
        List.of(new ClusterView.Absent("lost", "gone")),
        List.of(),
        new ClusterView.Waiting(queue.waiting(), queue.queued()));
  }

  public int port() {
    return URI.create(server.url()).getPort();
  }

  String authority() {
    return "localhost:" + port();
  }

  /** Appends an agent's event; waits until the API shows it. */
  public void appendAndAwait(String project, Event event) {
    long seq = await(ScriptedAgent.appendEvent(scheduler, project, event)).seq();
    // The subscription delivers on another thread, so a request may see the state before it.
    while (!get("/api/projects/" + project).body().contains("\"seq\":" + seq + ",")) {
      Thread.onSpinWait();
    }
  }

  /** Commits an accepted file, as the GitBot does. */
  public void commit(String project, String file, String message) {
    String author = "A <a@b>";
    var version =
        Objects.requireNonNull(await(studio.project(project)).files().get(file).accepted());
    String commit = await(workspace.prepareCommit(new Workspace.Version(
        project,
        file,
        version.attempt(),
        version.content(),
        Objects.requireNonNull(version.acceptedAt()),
        version.seq(),
        message,
        author)));
    appendAndAwait(
        project, new ReviewEvent.Committed(file, version.attempt(), commit, message, author));
  }

  /** Appends the end that follows from the evidence, as the Clerk does. */
  public void finish(String project) {
    appendAndAwait(project, Outcome.of(await(studio.project(project))).orElseThrow());
  }

  /** Appends an event without waiting for the API. */
  public void append(String project, Event event) {
    await(appendAsync(project, event));
  }

  public Future<?> appendAsync(String project, Event event) {
    return ScriptedAgent.appendEvent(scheduler, project, event);
  }

  public void sendLive(LiveMessage message) {
    studio.publish(message);
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://localhost:" + port() + path))
        .timeout(Duration.ofSeconds(10));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
