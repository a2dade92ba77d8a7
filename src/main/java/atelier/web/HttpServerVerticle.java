package atelier.web;

import atelier.config.Settings;
import atelier.web.feed.FeedBroadcaster;
import atelier.web.http.Reply;
import atelier.web.http.ReplySender;
import atelier.web.security.AccessPolicy;
import atelier.web.security.AccessPolicyFactory;
import atelier.web.security.LoginThrottle;
import atelier.web.security.SecurityHandler;
import atelier.web.security.SlowRequestGuard;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The HTTP server of a node: security checks, API, feed and dashboard on one event loop. */
public final class HttpServerVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 75;
  private static final long FIRST_REQUEST_MS = 20_000;
  private static final long NEXT_REQUEST_MS = 75_000;
  private static final long MAX_REFRESH_MS = 5_000;
  private static final long BODY_MS = 30_000;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int MAX_WRITES_PER_FLUSH = 256;
  private static final int MAX_LOGIN_BYTES = 4 * 1024;
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  private final Settings.Http http;
  private final Path tokenFile;
  private final ApiSources sources;
  private final JsonNode openApi = OpenApi.load();
  private final Assets assets = new Assets();
  private AccessPolicy accessPolicy = new AccessPolicy(java.util.Set.of(), "");
  private int port;

  /**
   * Creates a server; it listens once it is deployed. Blocking: reads the jar.
   *
   * @param tokenFile the file of the generated token, used if a token is needed and none is set
   */
  public HttpServerVerticle(Settings.Http http, Path tokenFile, ApiSources sources) {
    this.http = http;
    this.tokenFile = tokenFile;
    this.sources = sources;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> AccessPolicyFactory.create(
            http.host(), http.token().value(), http.allowedHosts(), tokenFile))
        .compose(policy -> {
          accessPolicy = policy;
          ProjectIndex projectIndex = new ProjectIndex(sources.journal(), sources.studio());
          FeedBroadcaster feed = new FeedBroadcaster(vertx, context);
          feed.addEntryListener(projectIndex::apply);
          // Subscribe before loading, so that no entry is missed in between.
          feed.subscribe(sources.studio());
          sources
              .journal()
              .subscribeToRewrites(id -> context.runOnContext(ignored -> projectIndex.reload(id)));
          return projectIndex
              .load()
              .compose(loaded -> refreshBriefly(projectIndex))
              .compose(refreshed -> listen(projectIndex, feed));
        });
  }

  /** Completes when all open projects are read, or soon: the rest is read while this listens. */
  private Future<Void> refreshBriefly(ProjectIndex projectIndex) {
    Promise<Void> refreshed = Promise.promise();
    projectIndex.refreshOpen().onComplete(done -> refreshed.tryComplete());
    vertx.setTimer(MAX_REFRESH_MS, late -> refreshed.tryComplete());
    return refreshed.future();
  }

  private Future<HttpServer> listen(ProjectIndex projectIndex, FeedBroadcaster feed) {
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
    SlowRequestGuard slowRequestGuard =
        new SlowRequestGuard(vertx, FIRST_REQUEST_MS, NEXT_REQUEST_MS, BODY_MS);
    router.route().handler(slowRequestGuard::onRequest);
    mountRoutes(router, projectIndex, feed);
    return server
        .connectionHandler(connection -> {
          consolidateFlushes(connection);
          slowRequestGuard.onConnection(connection);
        })
        .invalidRequestHandler(HttpServerVerticle::rejectInvalid)
        .requestHandler(request -> {
          if (!String.valueOf(request.path()).startsWith("/")) {
            ReplySender.reject(request, 400, "the target of the request does not start with /");
          } else {
            router.handle(request);
          }
        })
        .listen()
        .onSuccess(listening -> port = listening.actualPort())
        .recover(problem ->
            Future.failedFuture(new IllegalStateException(listenFailure(problem), problem)));
  }

  /** Replies to what is not a request of HTTP. */
  private static void rejectInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      ReplySender.reject(request, 414, "the target of the request is too long");
    } else if (cause instanceof TooLongHttpHeaderException) {
      ReplySender.reject(
          request, 431, "the headers exceed " + MAX_HEADER_BYTES + " bytes in total");
    } else {
      ReplySender.reject(request, 400, "this is not a valid HTTP request");
    }
  }

  private String listenFailure(Throwable problem) {
    String reason = problem instanceof BindException
        ? "port " + http.port() + " is already in use (is Atelier already running? http://"
            + http.host() + ":" + http.port() + ")"
        : "cannot listen on port " + http.port() + " of " + http.host() + " ("
            + problem.getMessage() + ")";
    return reason + ": choose another with --port";
  }

  /** Sends everything that one turn of the event loop writes to a connection in one flush. */
  private static void consolidateFlushes(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .addFirst(new FlushConsolidationHandler(MAX_WRITES_PER_FLUSH, true));
  }

  private void mountRoutes(Router router, ProjectIndex projectIndex, FeedBroadcaster feed) {
    SecurityHandler securityHandler =
        new SecurityHandler(accessPolicy, new LoginThrottle(System::nanoTime), () -> port);
    Metrics metrics = new Metrics(projectIndex, feed);
    feed.addEntryListener(metrics::countEntry);
    router
        .route()
        .failureHandler(routing -> ReplySender.handleFailure(routing, sources.studio()::redact));
    router
        .route()
        .handler(metrics::countRequest)
        .handler(SecurityHeaders::add)
        .handler(securityHandler::checkForm);
    Routes routes = apiRoutes(new Routes(router), projectIndex, feed, metrics);
    assets.mountPublic(routes);
    mountLogin(routes, securityHandler);
    routes.mountPublic(openApi);
    router.route().handler(securityHandler::requireToken);
    assets.mount(routes);
    routes.mountProtected(openApi);
    routes.mountRest();
  }

  private Routes apiRoutes(
      Routes routes, ProjectIndex projectIndex, FeedBroadcaster feed, Metrics metrics) {
    ProjectCreation creation = new ProjectCreation(sources.studio(), projectIndex);
    ReplySender replySender = new ReplySender(context);
    ProjectHandlers projects = new ProjectHandlers(sources.studio(), projectIndex, creation);
    EventStreamHandlers events = new EventStreamHandlers(sources.journal(), projectIndex, feed);
    FileHandlers files =
        new FileHandlers(context, sources.repositories(), sources.modelCalls(), projectIndex);
    HealthHandlers health = new HealthHandlers(sources);
    McpHandlers mcp = new McpHandlers(new McpTools(sources, projectIndex, creation));
    return PackageHandlers.addTo(routes, sources.repositories(), projectIndex, replySender)
        .handle("submitProject", replySender.asHandler(projects::submit))
        .handle("listProjects", replySender.asHandler(projects::list))
        .handle("showProject", replySender.asHandler(projects::show))
        .handle("showEvidence", replySender.asHandler(projects::showEvidence))
        .handle("requestFeature", replySender.asHandler(projects::requestFeature))
        .handle("approveBlueprint", replySender.asHandler(projects::approve))
        .handle("cancelProject", replySender.asHandler(projects::cancel))
        .handle("retryProject", replySender.asHandler(projects::retry))
        .handle("verifyProject", replySender.asHandler(projects::verify))
        .handle("giveHint", replySender.asHandler(projects::hint))
        .handle("readEvents", routing -> events.readEvents(routing, replySender))
        .handle("followEvents", events::followEvents)
        .handle("openFeed", events::openFeed)
        .handle("listFiles", replySender.asHandler(files::listFiles))
        .handle("readFile", replySender.asHandler(files::readFile))
        .handle("downloadZip", files::downloadZip)
        .handle("listCalls", replySender.asHandler(files::listCalls))
        .handle("showCall", replySender.asHandler(files::showCall))
        .handle("gitRefs", files::advertiseRefs)
        .handle("gitUploadPack", files::uploadPack)
        .handle(
            "showCluster", replySender.asHandler(r -> sources.cluster().get().map(Reply::ok)))
        .handle("isLive", replySender.asHandler(health::isLive))
        .handle("isReady", replySender.asHandler(health::isReady))
        .handle("showMetrics", replySender.asHandler(metrics::show))
        .handle("callMcp", replySender.asHandler(mcp::handle))
        .handle(
            "showOpenApi", replySender.asHandler(r -> Future.succeededFuture(Reply.ok(openApi))));
  }

  private static void mountLogin(Routes routes, SecurityHandler securityHandler) {
    routes.mountPost("/login", FORM_TYPE, MAX_LOGIN_BYTES, routing -> {
      String token = routing.request().getFormAttribute("token");
      boolean loggedIn = securityHandler.login(routing, token == null ? "" : token.strip());
      String location = loggedIn ? "/" : "/login?wrong";
      routing.response().setStatusCode(303).putHeader("location", location).end();
    });
  }

  /** The URL of the server, such as {@code http://127.0.0.1:4000}; valid once deployed. */
  public String url() {
    String host = http.host().matches("0\\.0\\.0\\.0|::|0:0:0:0:0:0:0:0")
        ? "localhost"
        : AccessPolicyFactory.bracketIpv6(http.host());
    return "http://" + host + ":" + port;
  }

  /** Whether clients need a token; valid once deployed. */
  public boolean needsToken() {
    return accessPolicy.needsToken();
  }
}
