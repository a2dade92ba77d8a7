package atelier.web.feed;

import atelier.event.Entry;
import atelier.journal.Journal;
import java.util.function.LongPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends one client the journal of a project from a given position on. It reads pages until it has
 * caught up, then sends entries as they are appended; when its sink is full, it returns to reading
 * pages. So no entry is queued, skipped or sent twice. For one context.
 */
public final class FeedReader implements FeedListener {
  private static final Logger LOG = Logger.getLogger(FeedReader.class.getName());
  private static final int PAGE_ENTRIES = 32;

  private final Journal journal;
  private final String project;
  private final FeedSink sink;
  private final LongPredicate isComplete;
  private long lastSentSeq;
  private long remainingEntries;
  private long lastAppendedSeq;
  private boolean reading;
  private boolean waitingForDrain;
  private boolean stalled;
  private boolean closed;

  /**
   * Creates a reader; {@link #start} starts it.
   *
   * @param after the last {@code seq} that the client has
   * @param limit the maximum number of entries to send
   * @param isComplete whether to close the sink after sending this {@code seq}
   */
  public FeedReader(
      Journal journal,
      String project,
      long after,
      long limit,
      LongPredicate isComplete,
      FeedSink sink) {
    this.journal = journal;
    this.project = project;
    this.lastSentSeq = after;
    this.remainingEntries = limit;
    this.isComplete = isComplete;
    this.sink = sink;
  }

  @Override
  public void start() {
    sink.open();
    readPage();
  }

  @Override
  public boolean accepts(String other) {
    return other.isEmpty() || other.equals(project);
  }

  @Override
  public void onEntry(Entry entry) {
    lastAppendedSeq = Math.max(lastAppendedSeq, entry.seq());
    if (reading || waitingForDrain || closed) {
      return;
    }
    if (entry.seq() == lastSentSeq + 1) {
      send(entry);
    }
    continueReading(false);
  }

  @Override
  public void onLiveMessage(String json) {
    if (!reading && !closed && !sink.isFull()) {
      sink.writeLiveMessage(json);
    }
  }

  /** Closes a client that has read nothing between two heartbeats. */
  @Override
  public void onHeartbeat() {
    if (closed) {
      return;
    }
    if (stalled) {
      close(FeedSink.CloseReason.TOO_SLOW);
    } else if (waitingForDrain) {
      stalled = true;
    } else if (!sink.isFull()) {
      sink.writeHeartbeat();
    }
  }

  @Override
  public void stop() {
    closed = true;
  }

  private void readPage() {
    reading = true;
    journal.read(project, lastSentSeq, PAGE_ENTRIES).onComplete(page -> {
      reading = false;
      if (page.succeeded()) {
        page.result().forEach(this::send);
        continueReading(page.result().size() == PAGE_ENTRIES);
      } else if (!closed) {
        LOG.log(Level.WARNING, "cannot read the journal of " + project, page.cause());
        close(FeedSink.CloseReason.READ_FAILED);
      }
    });
  }

  /** Skips entries that do not fit; they are read again once the sink has drained. */
  private void send(Entry entry) {
    if (closed || entry.seq() != lastSentSeq + 1 || sink.isFull()) {
      return;
    }
    lastSentSeq = entry.seq();
    sink.writeEntry(entry);
    if (--remainingEntries <= 0) {
      close(FeedSink.CloseReason.COMPLETED);
    }
  }

  private void continueReading(boolean moreInJournal) {
    if (closed) {
      return;
    }
    if (sink.isFull()) {
      waitingForDrain = true;
      sink.onDrain(this::onDrained);
    } else if (moreInJournal || lastAppendedSeq > lastSentSeq) {
      readPage();
    } else if (isComplete.test(lastSentSeq)) {
      close(FeedSink.CloseReason.COMPLETED);
    }
  }

  private void onDrained() {
    waitingForDrain = false;
    stalled = false;
    continueReading(true);
  }

  private void close(FeedSink.CloseReason reason) {
    closed = true;
    sink.close(reason);
  }
}
