package atelier.web.feed;

import atelier.event.Entry;

/**
 * A client that follows all projects from now on. Entries of several projects have no common order
 * to resume from, so a client that is too slow is disconnected at once. For one context.
 */
public final class LiveFeedListener implements FeedListener {
  private final FeedSink sink;
  private boolean closed;

  public LiveFeedListener(FeedSink sink) {
    this.sink = sink;
  }

  @Override
  public void start() {
    sink.open();
  }

  @Override
  public boolean accepts(String project) {
    return true;
  }

  @Override
  public void onEntry(Entry entry) {
    if (closed) {
      return;
    }
    if (sink.isFull()) {
      closed = true;
      sink.close(FeedSink.CloseReason.TOO_SLOW);
    } else {
      sink.writeEntry(entry);
    }
  }

  @Override
  public void onLiveMessage(String json) {
    if (!closed && !sink.isFull()) {
      sink.writeLiveMessage(json);
    }
  }

  @Override
  public void onHeartbeat() {
    if (!closed && !sink.isFull()) {
      sink.writeHeartbeat();
    }
  }

  @Override
  public void stop() {
    closed = true;
  }
}
