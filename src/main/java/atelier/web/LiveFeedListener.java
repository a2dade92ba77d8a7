package atelier.web;

import atelier.event.Entry;

/**
 * A client that follows every project from now on. Between projects there is no order to read again
 * from, so one that cannot keep up is let go at once.
 */
final class LiveFeedListener implements FeedListener {
  private final FeedSink outlet;
  private boolean ended;

  LiveFeedListener(FeedSink outlet) {
    this.outlet = outlet;
  }

  @Override
  public void start() {
    outlet.begin();
  }

  @Override
  public boolean hears(String project) {
    return true;
  }

  @Override
  public void appended(Entry entry) {
    if (ended) {
      return;
    }
    if (outlet.isFull()) {
      ended = true;
      outlet.end(FeedSink.Ending.TOO_SLOW);
    } else {
      outlet.entry(entry);
    }
  }

  @Override
  public void passing(String json) {
    if (!ended && !outlet.isFull()) {
      outlet.passing(json);
    }
  }

  @Override
  public void beat() {
    if (!ended && !outlet.isFull()) {
      outlet.beat();
    }
  }

  @Override
  public void stop() {
    ended = true;
  }
}
