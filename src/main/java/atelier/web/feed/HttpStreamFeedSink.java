package atelier.web.feed;

import atelier.event.Entry;
import io.vertx.core.http.HttpServerResponse;

/** A response that goes on: server-sent events, or a line for each entry. */
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

  /** As {@code EventSource} reads it: the id of an entry is its {@code seq}. */
  public static HttpStreamFeedSink serverSent(HttpServerResponse response) {
    return new HttpStreamFeedSink(response, true, true, "text/event-stream");
  }

  /**
   * A line for each entry and, where that is wanted, for what passes; an empty line now and then
   * keeps the connection.
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

  /** A reader that takes nothing would hold an orderly end back for ever. */
  @Override
  public void close(CloseReason reason) {
    if (reason == CloseReason.COMPLETED) {
      response.end();
    } else {
      response.reset();
    }
  }
}
