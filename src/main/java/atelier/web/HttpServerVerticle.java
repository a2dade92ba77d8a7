package atelier.web;

import atelier.config.Settings;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.security.SecureRandom;
import tools.jackson.databind.JsonNode;

/** The node's HTTP server: gate, calls, feed and dashboard on one event loop. */
public final class HttpServerVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 75;
  private static final long FIRST_MS = 20_000;
  private static final long NEXT_MS = 75_000;
  private static final long BODY_MS = 30_000;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int MAX_GATHERED = 256;
  private static final int MAX_LOGIN_BYTES = 4 * 1024;
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
      + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
      + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

  private final Settings.Http http;
  private final Path tokenFile;
  private final ApiSources sources;
  private final JsonNode document = OpenApi.document();
  private final Assets assets = new Assets();
  private Access access = new Access(java.util.Set.of(), "");
  private int port;

  /**
   * A server that is yet to be deployed. Blocking: reads the jar.
   *
   * @param tokenFile where the token is kept that is made when none is set and one is needed
   */
  public HttpServerVerticle(Settings.Http http, Path tokenFile, ApiSources sources) {
    this.http = http;
    this.tokenFile = tokenFile;
    this.sources = sources;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(
            () -> AccessToken.access(http.host(), http.token().value(), http.hosts(), tokenFile))
        .compose(allowed -> {
          access = allowed;
          ProjectIndex states = new ProjectIndex(sources.journal(), sources.studio());
          FeedBroadcaster feed = new FeedBroadcaster(vertx, context);
          feed.addEntryListener(states::heard);
          feed.follow(sources.studio());
          sources
              .journal()
              .subscribeToRewrites(id -> context.runOnContext(turn -> states.rewritten(id)));
          return states.load().compose(loaded -> listen(states, feed));
        });
  }

  private Future<HttpServer> listen(ProjectIndex states, FeedBroadcaster feed) {
    HttpServerOptions options = new HttpServerOptions()
        .setHost(http.host())
        .setPort(http.port())
        .setIdleTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES)
        .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setCompressionSupported(false)
        .setHttp2ClearTextEnabled(false);
    HttpServer server = vertx.createHttpServer(options);
    Router router = Router.router(vertx);
    SlowClientGuard impatience = new SlowClientGuard(vertx, FIRST_MS, NEXT_MS, BODY_MS);
    router.route().handler(impatience::asked);
    mount(router, states, feed);
    return server
        .connectionHandler(connection -> {
          gather(connection);
          impatience.opened(connection);
        })
        .requestHandler(router)
        .listen()
        .onSuccess(listening -> port = listening.actualPort())
        .recover(problem -> Future.failedFuture(new IllegalStateException(
            "port " + http.port() + " of " + http.host() + " cannot be listened on ("
                + problem.getMessage() + "): choose another with --port",
            problem)));
  }

  /** All that is written to a connection in one turn of the event loop is sent together. */
  private static void gather(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .addFirst(new FlushConsolidationHandler(MAX_GATHERED, true));
  }

  private void mount(Router router, ProjectIndex states, FeedBroadcaster feed) {
    SecurityHandler gate =
        new SecurityHandler(access, new LoginThrottle(System::nanoTime), () -> port);
    Metrics metrics = new Metrics(states, feed);
    feed.addEntryListener(metrics::heard);
    router.route().failureHandler(RequestDispatcher::fail);
    router.route().handler(metrics::count).handler(HttpServerVerticle::harden).handler(gate);
    assets.mount(vertx, router);
    login(router, gate);
    calls(states, feed, metrics).mount(router, document);
  }

  private Routes calls(ProjectIndex states, FeedBroadcaster feed, Metrics metrics) {
    SecureRandom random = new SecureRandom();
    RequestDispatcher calls = new RequestDispatcher(context);
    ProjectHandlers projects = new ProjectHandlers(sources.studio(), states, random);
    EventHandlers events = new EventHandlers(sources.journal(), states, feed);
    FileHandlers files = new FileHandlers(context, sources.repositories(), sources.calls(), states);
    HealthHandlers health = new HealthHandlers(sources);
    McpHandlers mcp = new McpHandlers(new McpTools(sources, states, random));
    return new Routes()
        .on("submitProject", calls.answering(projects::submit))
        .on("listProjects", calls.answering(projects::list))
        .on("showProject", calls.answering(projects::show))
        .on("requestFeature", calls.answering(projects::extend))
        .on("approveBlueprint", calls.answering(projects::approve))
        .on("cancelProject", calls.answering(projects::cancel))
        .on("retryProject", calls.answering(projects::retry))
        .on("giveHint", calls.answering(projects::hint))
        .on("readEvents", routing -> events.events(routing, calls))
        .on("followEvents", events::serverSent)
        .on("openFeed", events::feed)
        .on("listFiles", calls.answering(files::files))
        .on("readFile", calls.answering(files::file))
        .on("downloadZip", files::zip)
        .on("listCalls", calls.answering(files::calls))
        .on("showCall", calls.answering(files::call))
        .on("gitRefs", files::advertise)
        .on("gitUploadPack", files::upload)
        .on("showCluster", calls.answering(r -> sources.cluster().get().map(Reply::ok)))
        .on("isLive", calls.answering(health::live))
        .on("isReady", calls.answering(health::ready))
        .on("showMetrics", calls.answering(metrics::show))
        .on("callMcp", calls.answering(mcp::post))
        .on("showOpenApi", calls.answering(r -> Future.succeededFuture(Reply.ok(document))));
  }

  private static void login(Router router, SecurityHandler gate) {
    router
        .post("/login")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_LOGIN_BYTES))
        .handler(routing -> {
          String token = routing.request().getFormAttribute("token");
          boolean in = gate.enter(routing, token == null ? "" : token.strip());
          String next = in ? "/" : "/login?wrong";
          routing.response().setStatusCode(303).putHeader("location", next).end();
        });
  }

  /**
   * Nothing else may frame, sniff, run or embed what this node sends. The referrer stays at home,
   * but not unsaid: with "no-referrer" browsers hide the Origin of a form, and no login gets in.
   */
  private static void harden(RoutingContext routing) {
    routing
        .response()
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("x-frame-options", "DENY")
        .putHeader("referrer-policy", "same-origin")
        .putHeader("cross-origin-opener-policy", "same-origin")
        .putHeader("cross-origin-resource-policy", "same-origin");
    routing.next();
  }

  /** Where it listens, such as {@code http://127.0.0.1:4000}; once deployed. */
  public String url() {
    String host = http.host().matches("0\\.0\\.0\\.0|::|0:0:0:0:0:0:0:0")
        ? "localhost"
        : AccessToken.bracketed(http.host());
    return "http://" + host + ":" + port;
  }

  /** Whether callers need a token; once deployed. */
  public boolean needsToken() {
    return access.needsToken();
  }
}
