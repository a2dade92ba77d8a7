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
final class Impatience {
  private static final long FIRST_MS = 20_000;
  private static final long NEXT_MS = 75_000;
  private static final long BODY_MS = 30_000;

  private final Vertx vertx;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  Impatience(Vertx vertx) {
    this.vertx = vertx;
  }

  void opened(HttpConnection connection) {
    connection.closeHandler(closed -> stop(connection));
    await(connection, FIRST_MS);
  }

  /** A request has come; the next one is awaited when this one is answered. */
  void asked(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    HttpConnection connection = request.connection();
    stop(connection);
    routing.addEndHandler(answered -> await(connection, NEXT_MS));
    if (HttpMethod.POST.equals(request.method())) {
      long timer = vertx.setTimer(BODY_MS, late -> giveUp(request));
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
