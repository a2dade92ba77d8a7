package atelier.web.feed;

import atelier.event.Entry;
import atelier.journal.Journal;
import java.util.function.LongPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One client's place in a project's journal. It reads on from there until it has caught up, then is
 * handed what is appended; when its outlet is full it falls back to reading. So nothing is queued
 * for it, nothing is left out and nothing comes twice. For one context.
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
   * A reader that is yet to be started.
   *
   * @param after the {@code seq} it has seen
   * @param limit how many entries it is given at most
   * @param over whether it is to stop once it has been given this {@code seq}
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

  /** Says at once that it is listened to, also where nothing is to be told yet. */
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

  /** A client that took nothing at all from one look to the next is too slow. */
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
        LOG.log(Level.WARNING, "a feed of " + project + " could not be read", page.cause());
        close(FeedSink.CloseReason.READ_FAILED);
      }
    });
  }

  /** What does not fit any more is read again when there is room. */
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
