package atelier.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Does not wait for a request that never comes, or comes drop by drop: a connection on which none
 * is being answered must show a whole head in time, and a body must follow. For one context.
 */
final class SlowClientGuard {

  private final Vertx vertx;
  private final long firstMs;
  private final long nextMs;
  private final long bodyMs;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  /**
   * Waits so long.
   *
   * @param firstMs for the first head of a connection
   * @param nextMs for each further one after an answer
   * @param bodyMs for a body after its head
   */
  SlowClientGuard(Vertx vertx, long firstMs, long nextMs, long bodyMs) {
    this.vertx = vertx;
    this.firstMs = firstMs;
    this.nextMs = nextMs;
    this.bodyMs = bodyMs;
  }

  void opened(HttpConnection connection) {
    connection.closeHandler(closed -> stop(connection));
    await(connection, firstMs);
  }

  /** A request has come; the next one is awaited when this one is answered. */
  void asked(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    HttpConnection connection = request.connection();
    stop(connection);
    routing.addEndHandler(answered -> await(connection, nextMs));
    if (HttpMethod.POST.equals(request.method())) {
      long timer = vertx.setTimer(bodyMs, late -> giveUp(request));
      routing.addEndHandler(answered -> vertx.cancelTimer(timer));
    }
    routing.next();
  }

  private static void giveUp(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.isEnded() && !response.headWritten() && !response.closed()) {
      response.setStatusCode(408).putHeader("connection", "close").end();
    }
  }

  private void await(HttpConnection connection, long ms) {
    timers.put(connection, vertx.setTimer(ms, late -> {
      timers.remove(connection);
      connection.close();
    }));
  }

  private void stop(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
