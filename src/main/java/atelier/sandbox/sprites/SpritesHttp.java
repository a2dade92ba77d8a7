package atelier.sandbox.sprites;

import atelier.config.ProxySettings;
import atelier.config.Secret;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sends HTTP requests to the Sprites service, within limits of time and size. Thread-safe. */
final class SpritesHttp {
  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final int MAX_CONNECTIONS = 16;
  private static final int MAX_ERROR_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final HttpClient client;
  private final String endpoint;
  private final Secret token;
  private final Optional<ProxyOptions> proxy;
  private final RetryPolicy retries;

  /**
   * A call of the API.
   *
   * @param what what it is for, as in: refused to WHAT
   * @param uri path and query; it contains no secret
   * @param body empty for none
   * @param isRepeatable whether it may be sent again after a transient failure
   */
  record Call(
      String what,
      HttpMethod method,
      String uri,
      Optional<Body> body,
      Duration timeout,
      int maxBytes,
      boolean isRepeatable) {}

  /** The body of a request. */
  record Body(Buffer bytes, String contentType) {
    static Body ofJson(String json) {
      return new Body(Buffer.buffer(json), "application/json");
    }
  }

  SpritesHttp(
      Vertx vertx, String endpoint, Secret token, ProxySettings proxies, RetryPolicy retries) {
    this.vertx = vertx;
    this.endpoint = endpoint.replaceAll("/+$", "");
    this.token = token;
    this.retries = retries;
    proxy = proxies.optionsFor(endpoint);
    client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS),
        new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
  }

  String endpoint() {
    return endpoint;
  }

  /**
   * Returns the body of the response. Fails with a {@link SpritesFailure}. Runs on one context from
   * start to end: a handler set on another thread could miss the response.
   */
  Future<Buffer> send(Call call) {
    Promise<Buffer> promise = Promise.promise();
    vertx.getOrCreateContext().runOnContext(unused -> send(call, 1).onComplete(promise));
    return promise.future();
  }

  private Future<Buffer> send(Call call, int made) {
    return sendOnce(call).recover(problem -> {
      Optional<Duration> wait = call.isRepeatable()
          ? retries.waitAfter(problem, made, ThreadLocalRandom.current())
          : Optional.empty();
      return wait.isEmpty()
          ? Future.failedFuture(problem)
          : vertx.timer(wait.get().toMillis()).compose(over -> send(call, made + 1));
    });
  }

  private Future<Buffer> sendOnce(Call call) {
    RequestOptions options = new RequestOptions()
        .setMethod(call.method())
        .setAbsoluteURI(endpoint + call.uri())
        .setTimeout(call.timeout().toMillis())
        .putHeader("authorization", "Bearer " + token.value());
    call.body().ifPresent(body -> options.putHeader("content-type", body.contentType()));
    proxy.ifPresent(options::setProxyOptions);
    return client
        .request(options)
        .compose(request ->
            call.body().isPresent() ? request.send(call.body().get().bytes()) : request.send())
        .compose(response -> read(call, response))
        .timeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(problem -> Future.failedFuture(
            problem instanceof SpritesFailure ? problem : unreachable(call, problem)));
  }

  private SpritesFailure unreachable(Call call, Throwable problem) {
    String through = proxy
        .map(via -> " through the proxy " + via.getHost() + ":" + via.getPort())
        .orElse("");
    return new SpritesFailure(
        Kind.UNREACHABLE,
        "the Sprites service at " + endpoint + " does not respond" + through + " to " + call.what()
            + ": " + redact(String.valueOf(problem.getMessage())));
  }

  private Future<Buffer> read(Call call, HttpClientResponse response) {
    boolean ok = response.statusCode() / 100 == 2;
    return body(response, ok ? call.maxBytes() : MAX_ERROR_BYTES, call.what())
        .compose(body -> ok
            ? Future.succeededFuture(body)
            : Future.failedFuture(ErrorResponse.of(
                call.what(),
                response.statusCode(),
                redact(body.toString()),
                Optional.ofNullable(response.getHeader("retry-after")).orElse(""))));
  }

  /** Some servers repeat the headers of a request in their errors. */
  String redact(String text) {
    return token.isSet() ? text.replace(token.value(), "****") : text;
  }

  private static Future<Buffer> body(HttpClientResponse response, int maxBytes, String what) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(chunk -> {
      if (body.length() + chunk.length() > maxBytes) {
        promise.tryFail(new SpritesFailure(
            Kind.PROTOCOL, "the Sprites service sent more than " + maxBytes + " bytes to " + what));
        response.request().reset();
      } else {
        body.appendBuffer(chunk);
      }
    });
    response.exceptionHandler(promise::tryFail);
    response.endHandler(end -> promise.tryComplete(body));
    return promise.future();
  }

  Future<Void> close() {
    return client.close();
  }
}
