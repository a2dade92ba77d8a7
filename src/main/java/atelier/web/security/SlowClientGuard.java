package atelier.web.security;

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
public final class SlowClientGuard {

  private final Vertx vertx;
  private final long firstRequestMs;
  private final long nextRequestMs;
  private final long bodyMs;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  /**
   * Waits so long.
   *
   * @param firstMs for the first head of a connection
   * @param nextMs for each further one after an answer
   * @param bodyMs for a body after its head
   */
  public SlowClientGuard(Vertx vertx, long firstRequestMs, long nextRequestMs, long bodyMs) {
    this.vertx = vertx;
    this.firstRequestMs = firstRequestMs;
    this.nextRequestMs = nextRequestMs;
    this.bodyMs = bodyMs;
  }

  public void onConnection(HttpConnection connection) {
    connection.closeHandler(closed -> cancelTimer(connection));
    startTimer(connection, firstRequestMs);
  }

  /** A request has come; the next one is awaited when this one is answered. */
  public void onRequest(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    HttpConnection connection = request.connection();
    cancelTimer(connection);
    routing.addEndHandler(ended -> startTimer(connection, nextRequestMs));
    if (HttpMethod.POST.equals(request.method())) {
      long timer = vertx.setTimer(bodyMs, expired -> rejectUnfinishedBody(request));
      routing.addEndHandler(ended -> vertx.cancelTimer(timer));
    }
    routing.next();
  }

  private static void rejectUnfinishedBody(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.isEnded() && !response.headWritten() && !response.closed()) {
      response.setStatusCode(408).putHeader("connection", "close").end();
    }
  }

  private void startTimer(HttpConnection connection, long timeoutMs) {
    timers.put(connection, vertx.setTimer(timeoutMs, expired -> {
      timers.remove(connection);
      connection.close();
    }));
  }

  private void cancelTimer(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
