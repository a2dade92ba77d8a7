package atelier.web.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.UnaryOperator;

/**
 * Runs a request's handler and sends its reply; failures become an {@link HttpProblem} here only.
 * Which handler a request gets is decided by {@code web.Routes}.
 */
public final class ReplySender {
  /** About the time that nodes need to reconnect. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Context context;

  public ReplySender(Context context) {
    this.context = context;
  }

  /** Handles a request whose reply is sent as a whole. */
  public interface RequestHandler {
    /**
     * Returns the reply; the future may complete on any thread.
     *
     * @throws RuntimeException one that {@link HttpProblem#of} converts
     */
    Future<Reply> handle(RoutingContext routing);
  }

  /** Adapts a handler to Vert.x. */
  public Handler<RoutingContext> asHandler(RequestHandler handler) {
    return routing -> handler
        .handle(routing)
        .onComplete(handled -> context.runOnContext(ignored -> {
          if (handled.succeeded()) {
            send(routing, handled.result());
          } else {
            routing.fail(handled.cause());
          }
        }));
  }

  private static void send(RoutingContext routing, Reply reply) {
    HttpServerResponse response = routing.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    if (reply.body() instanceof String text && text.isEmpty()) {
      response.end();
      return;
    }
    Buffer body =
        reply.body() instanceof Buffer bytes ? bytes : Buffer.buffer(Json.write(reply.body()));
    if (!response.headers().contains("content-type")) {
      response.putHeader("content-type", "application/json; charset=utf-8");
    }
    if (HttpMethod.HEAD.equals(routing.request().method())) {
      response.putHeader("content-length", Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  /** Refuses a request that no route can see, and closes its connection. */
  public static void reject(HttpServerRequest request, int status, String detail) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .putHeader("connection", "close")
        .end(Json.write(new HttpProblem(status, detail).body()));
  }

  /** Replies to a failed request as RFC 9457 defines; {@code redaction} removes secrets. */
  public static void handleFailure(RoutingContext routing, UnaryOperator<String> redaction) {
    HttpServerResponse response = routing.response();
    if (response.headWritten() || response.closed()) {
      response.reset();
      return;
    }
    HttpProblem problem = HttpProblem.of(routing.failure(), routing.statusCode());
    response
        .setStatusCode(problem.status())
        .putHeader("content-type", "application/problem+json")
        .putHeader("cache-control", "no-store");
    if (problem.status() == 413 || problem.status() == 408) {
      // Do not wait for the rest of the body.
      response.putHeader("connection", "close");
    }
    if (problem.status() == 503) {
      response.putHeader("retry-after", RETRY_AFTER_SECONDS);
    }
    response.end(redaction.apply(Json.write(problem.body())));
  }
}
