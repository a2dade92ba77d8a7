package atelier.web.security;

import atelier.web.http.ReplySender;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections whose requests arrive slowly (Slowloris): an idle connection must send a
 * complete request head in time, and the body of a POST must follow in time. Clients that read
 * slowly are the feed's concern ({@code web.feed.FeedReader}). For one context.
 */
public final class SlowRequestGuard {
  private final Vertx vertx;
  private final long firstRequestMs;
  private final long nextRequestMs;
  private final long bodyMs;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  /**
   * Creates a guard with these limits.
   *
   * @param firstRequestMs from the opening of a connection to its first request head
   * @param nextRequestMs from a reply to the next request head
   * @param bodyMs from a request head to the end of its body
   */
  public SlowRequestGuard(Vertx vertx, long firstRequestMs, long nextRequestMs, long bodyMs) {
    this.vertx = vertx;
    this.firstRequestMs = firstRequestMs;
    this.nextRequestMs = nextRequestMs;
    this.bodyMs = bodyMs;
  }

  /** Starts the timer of a new connection. */
  public void onConnection(HttpConnection connection) {
    connection.closeHandler(closed -> cancelTimer(connection));
    startTimer(connection, firstRequestMs);
  }

  /** Stops the timer of the connection while a request is handled. */
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

  private void rejectUnfinishedBody(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.isEnded() && !response.headWritten() && !response.closed()) {
      ReplySender.reject(
          request, 408, "the body of the request did not arrive within " + bodyMs / 1_000 + " s");
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
