package atelier.web;

import atelier.event.Entry;
import io.vertx.core.http.HttpServerResponse;

/** A response that goes on: server-sent events, or a line for each entry. */
final class HttpStreamFeedSink implements FeedSink {
  private static final int MAX_QUEUE_BYTES = 1 << 20;

  private final HttpServerResponse response;
  private final boolean serverSent;
  private final boolean passing;

  private HttpStreamFeedSink(
      HttpServerResponse response, boolean serverSent, boolean passing, String type) {
    this.response = response;
    this.serverSent = serverSent;
    this.passing = passing;
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MAX_QUEUE_BYTES)
        .putHeader("content-type", type)
        .putHeader("cache-control", "no-cache")
        .putHeader("x-accel-buffering", "no");
  }

  /** As {@code EventSource} reads it: the id of an entry is its {@code seq}. */
  static HttpStreamFeedSink serverSent(HttpServerResponse response) {
    return new HttpStreamFeedSink(response, true, true, "text/event-stream");
  }

  /**
   * A line for each entry and, where that is wanted, for what passes; an empty line now and then
   * keeps the connection.
   */
  static HttpStreamFeedSink ndjson(HttpServerResponse response, boolean passing) {
    return new HttpStreamFeedSink(response, false, passing, "application/x-ndjson");
  }

  @Override
  public void begin() {
    response.writeHead();
  }

  @Override
  public void entry(Entry entry) {
    response.write(
        serverSent
            ? "id: " + entry.seq() + "\ndata: " + entry.json() + "\n\n"
            : entry.json() + "\n");
  }

  @Override
  public void passing(String json) {
    if (passing) {
      response.write(serverSent ? "data: " + json + "\n\n" : json + "\n");
    }
  }

  @Override
  public void beat() {
    response.write(serverSent ? ": still here\n\n" : "\n");
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  @Override
  public void whenDrained(Runnable next) {
    response.drainHandler(drained -> next.run());
  }

  /** A reader that takes nothing would hold an orderly end back for ever. */
  @Override
  public void end(Ending ending) {
    if (ending == Ending.DONE) {
      response.end();
    } else {
      response.reset();
    }
  }
}
