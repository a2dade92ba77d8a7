package atelier.sandbox.sprites;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Starts runs on sprites over WebSockets (RFC 6455). Thread-safe. */
final class ExecConnector {
  private static final int MAX_FRAME_BYTES = 1 << 20;
  private static final int MAX_MESSAGE_BYTES = 16 << 20;
  private static final int TIMEOUT_MS = 30_000;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** The service ends a run so long after its connection. */
  private static final String AFTER_DISCONNECT = "5s";

  private final Vertx vertx;

  /** Held, since a client that nobody refers to closes its connections, as if all were well. */
  private final WebSocketClient client;

  private final URI endpoint;
  private final Secret token;
  private final ProxySettings proxies;
  private final RetryPolicy retries;

  ExecConnector(
      Vertx vertx, String endpoint, Secret token, ProxySettings proxies, RetryPolicy retries) {
    this.vertx = vertx;
    this.endpoint = URI.create(endpoint.replaceAll("/+$", ""));
    this.token = token;
    this.proxies = proxies;
    this.retries = retries;
    client = vertx.createWebSocketClient(new WebSocketClientOptions()
        .setConnectTimeout(TIMEOUT_MS)
        .setMaxConnections(64)
        .setMaxFrameSize(MAX_FRAME_BYTES)
        .setMaxMessageSize(MAX_MESSAGE_BYTES));
  }

  /**
   * Runs a script on a sprite. Its URL is short, and names nothing but the script.
   *
   * @param follow is called as soon as the connection is open, on its context
   */
  <T> Future<T> run(String sprite, String script, Function<WebSocket, Future<T>> follow) {
    String uri = endpoint.getRawPath() + SpritesClient.exec(sprite) + "?cmd=sh&cmd="
        + SpritesClient.encode(script) + "&path=sh&stdin=false&tty=false&dir="
        + SpritesClient.encode(SpritesClient.FOLDER) + "&max_run_after_disconnect="
        + AFTER_DISCONNECT;
    Promise<T> promise = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(unused -> connect(uri, 1).compose(follow).onComplete(promise));
    return promise.future();
  }

  /** A service that is busy has started nothing: it is asked again, and in no other case. */
  private Future<WebSocket> connect(String uri, int made) {
    return client.connect(options(uri)).recover(problem -> {
      SpritesFailure failure = failure(problem);
      Optional<java.time.Duration> wait =
          problem instanceof UpgradeRejectedException refused && isBusy(refused.getStatus())
              ? retries.waitAfter(failure, made, ThreadLocalRandom.current())
              : Optional.empty();
      return wait.isEmpty()
          ? Future.failedFuture(failure)
          : vertx.timer(wait.get().toMillis()).compose(over -> connect(uri, made + 1));
    });
  }

  private static boolean isBusy(int status) {
    return status == 429 || status == 503;
  }

  private WebSocketConnectOptions options(String uri) {
    boolean isHttps = "https".equals(endpoint.getScheme());
    int defaultPort = isHttps ? HTTPS_PORT : HTTP_PORT;
    WebSocketConnectOptions options = new WebSocketConnectOptions();
    options
        .setHost(endpoint.getHost())
        .setPort(endpoint.getPort() < 0 ? defaultPort : endpoint.getPort())
        .setSsl(isHttps)
        .setURI(uri)
        .setTimeout(TIMEOUT_MS)
        .putHeader("authorization", "Bearer " + token.value());
    proxies.optionsFor(endpoint.toString()).ifPresent(options::setProxyOptions);
    return options;
  }

  private SpritesFailure failure(Throwable problem) {
    if (problem instanceof UpgradeRejectedException refused) {
      String body = refused.getBody() == null ? "" : refused.getBody().toString();
      String after = refused.getHeaders() == null ? null : refused.getHeaders().get("retry-after");
      return ErrorResponse.of(
          "start a run", refused.getStatus(), redact(body), after == null ? "" : after);
    }
    return new SpritesFailure(
        Kind.LOST,
        "no run could be started at " + endpoint + ": "
            + redact(String.valueOf(problem.getMessage())));
  }

  private String redact(String text) {
    return token.isSet() ? text.replace(token.value(), "****") : text;
  }

  Future<Void> close() {
    return client.close();
  }
}
