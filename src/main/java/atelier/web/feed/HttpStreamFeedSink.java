package atelier.web.feed;

import atelier.event.Entry;
import io.vertx.core.http.HttpServerResponse;

/** Streams entries in an HTTP response: as server-sent events (WHATWG HTML) or as NDJSON lines. */
public final class HttpStreamFeedSink implements FeedSink {
  private static final int MAX_QUEUE_BYTES = 1 << 20;

  private final HttpServerResponse response;
  private final boolean serverSent;
  private final boolean includeLive;

  private HttpStreamFeedSink(
      HttpServerResponse response, boolean serverSent, boolean includeLive, String contentType) {
    this.response = response;
    this.serverSent = serverSent;
    this.includeLive = includeLive;
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MAX_QUEUE_BYTES)
        .putHeader("content-type", contentType)
        .putHeader("cache-control", "no-cache")
        .putHeader("x-accel-buffering", "no");
  }

  /** Server-sent events, as a browser's {@code EventSource} reads them; the id is the seq. */
  public static HttpStreamFeedSink serverSent(HttpServerResponse response) {
    return new HttpStreamFeedSink(response, true, true, "text/event-stream");
  }

  /**
   * One line of JSON for each entry. The heartbeat is an empty line.
   *
   * @param includeLive whether live messages are sent too
   */
  public static HttpStreamFeedSink ndjson(HttpServerResponse response, boolean includeLive) {
    return new HttpStreamFeedSink(response, false, includeLive, "application/x-ndjson");
  }

  @Override
  public void open() {
    response.writeHead();
  }

  @Override
  public void writeEntry(Entry entry) {
    response.write(
        serverSent
            ? "id: " + entry.seq() + "\ndata: " + entry.json() + "\n\n"
            : entry.json() + "\n");
  }

  @Override
  public void writeLiveMessage(String json) {
    if (includeLive) {
      response.write(serverSent ? "data: " + json + "\n\n" : json + "\n");
    }
  }

  @Override
  public void writeHeartbeat() {
    response.write(serverSent ? ": still here\n\n" : "\n");
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable next) {
    response.drainHandler(drained -> next.run());
  }

  /** Resets the connection of a slow client, since it would never read the end of the response. */
  @Override
  public void close(CloseReason reason) {
    if (reason == CloseReason.COMPLETED) {
      response.end();
    } else {
      response.reset();
    }
  }
}
