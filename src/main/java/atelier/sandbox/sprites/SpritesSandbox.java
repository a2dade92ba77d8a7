package atelier.sandbox.sprites;

import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.sandbox.InstalledTools;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import atelier.sandbox.SandboxLevel;
import atelier.sandbox.SandboxLimits;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/**
 * Runs jobs on the service sprites.dev: each project has a sprite of this node, which is deleted
 * when the project ends, when nothing has run on it for ten minutes, or when the node stops. What a
 * killed node left is deleted at its next start. Thread-safe.
 */
public final class SpritesSandbox implements Sandbox {
  private static final Logger LOG = Logger.getLogger(SpritesSandbox.class.getName());
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(15);
  private static final String NO_PROJECT = "";

  private final Vertx vertx;
  private final Settings.Runner settings;
  private final String node;
  private final SpritesHttp http;
  private final SpritesClient client;
  private final ExecConnector connector;
  private final SpriteRuns runs;
  private final Map<String, Sprite> sprites = new ConcurrentHashMap<>();
  private final InstalledTools tools =
      new InstalledTools(job -> run(job).eventually(() -> release(NO_PROJECT).otherwiseEmpty()));
  private final long timer;
  private volatile Future<Void> ready = Future.succeededFuture();
  private volatile String problem = "";
  private volatile boolean isClosed;

  SpritesSandbox(
      Vertx vertx,
      Settings.Runner settings,
      Settings.Sprites service,
      ProxySettings proxies,
      String node,
      RetryPolicy retries) {
    this.vertx = vertx;
    this.settings = settings;
    this.node = node;
    http = new SpritesHttp(vertx, service.endpoint(), service.token(), proxies, retries);
    client = new SpritesClient(http);
    connector = new ExecConnector(vertx, service.endpoint(), service.token(), proxies, retries);
    runs = new SpriteRuns(vertx, client, connector, settings.memoryBytes());
    timer = vertx.setPeriodic(CHECK_INTERVAL.toMillis(), tick -> checkAgain());
  }

  /**
   * Creates the sandbox, and asks the service whether it accepts the token. A service that does not
   * respond is asked again every minute.
   *
   * @param node an identifier of this node that no other node has, and that it keeps
   */
  public static Future<SpritesSandbox> create(
      Vertx vertx,
      Settings.Runner settings,
      Settings.Sprites service,
      ProxySettings proxies,
      String node) {
    return new SpritesSandbox(vertx, settings, service, proxies, node, RetryPolicy.DEFAULT).start();
  }

  /** Asks the service, and begins to delete what an earlier process of this node left. */
  Future<SpritesSandbox> start() {
    return check().map(checked -> {
      if (problem.isEmpty()) {
        ready = deleteStale();
      }
      return this;
    });
  }

  private Future<Void> check() {
    return client
        .check()
        .timeout(LONGEST_CHECK.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(ok -> problem = "")
        .recover(refused -> {
          problem = refused instanceof TimeoutException
              ? "the Sprites service at " + http.endpoint() + " does not respond"
              : String.valueOf(refused.getMessage());
          return Future.succeededFuture();
        });
  }

  private Future<Void> deleteStale() {
    return client
        .list(SpriteName.prefix(node))
        .compose(names -> Future.join(names.stream().map(client::delete).toList()))
        .<Void>mapEmpty()
        .onFailure(left -> {
          if (!isClosed) {
            LOG.warning("old sprites are left behind: " + left.getMessage());
          }
        })
        .otherwiseEmpty();
  }

  private void checkAgain() {
    if (!problem.isEmpty()) {
      check();
    }
    logFailure(discardIdle(LONGEST_IDLE));
  }

  /** Deletes the sprites on which nothing has run for a time; the next job makes them again. */
  Future<Void> discardIdle(Duration time) {
    return Future.join(
            sprites.values().stream().map(sprite -> sprite.discardIfIdle(time)).toList())
        .mapEmpty();
  }

  private static void logFailure(Future<Void> deletion) {
    deletion.onFailure(left -> LOG.warning("a sprite is left behind: " + left.getMessage()));
  }

  @Override
  public String name() {
    return "sprites";
  }

  @Override
  public String unavailableReason() {
    return problem;
  }

  @Override
  public Future<List<String>> tools() {
    return problem.isEmpty() ? tools.find() : Future.succeededFuture(List.of());
  }

  /** A machine of its own is more than any sandbox of this machine. */
  @Override
  public SandboxLevel level() {
    return SandboxLevel.full();
  }

  @Override
  public Optional<SandboxLimits> limits() {
    return Optional.of(new SandboxLimits(
        settings.timeout(), settings.buildTimeout(), settings.memoryBytes(), settings.network()));
  }

  @Override
  public String architecture() {
    return "amd64";
  }

  @Override
  public Future<JobResult> run(Job job) {
    return run(NO_PROJECT, job);
  }

  @Override
  public Sandbox forProject(String project) {
    return new ProjectSandbox(this, project);
  }

  /** The result is for the context of the caller. */
  Future<JobResult> run(String project, Job job) {
    Context context = vertx.getOrCreateContext();
    Promise<JobResult> promise = Promise.promise();
    ready
        .compose(clean -> isClosed
            ? Future.failedFuture(new SpritesFailure(Kind.LOST, "the node is stopping"))
            : sprites.computeIfAbsent(project, this::sprite).run(job))
        .onFailure(this::remember)
        .onComplete(result -> context.runOnContext(unused -> promise.handle(result)));
    return promise.future();
  }

  private Sprite sprite(String project) {
    return new Sprite(
        SpriteName.of(node, project),
        client,
        runs,
        settings.network() ? NetworkPolicy.ALLOW_ALL : NetworkPolicy.DENY_ALL);
  }

  /** A token that is no longer valid is a reason that a person must see. */
  private void remember(Throwable failure) {
    if (SpritesFailure.is(failure, Kind.UNAUTHORIZED)) {
      problem = String.valueOf(failure.getMessage());
    }
  }

  @Override
  public Future<Void> release(String project) {
    Sprite sprite = sprites.remove(project);
    return sprite == null ? Future.succeededFuture() : sprite.retire();
  }

  @Override
  public Future<Void> close() {
    isClosed = true;
    vertx.cancelTimer(timer);
    List<Future<Void>> deletions =
        List.copyOf(sprites.keySet()).stream().map(this::release).toList();
    deletions.forEach(SpritesSandbox::logFailure);
    return Future.join(deletions)
        .<Void>mapEmpty()
        .otherwiseEmpty()
        .eventually(connector::close)
        .eventually(http::close);
  }
}
