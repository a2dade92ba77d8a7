package atelier.web;

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
final class FeedReader implements FeedListener {
  private static final Logger LOG = Logger.getLogger(FeedReader.class.getName());
  private static final int PAGE = 32;

  private final Journal journal;
  private final String project;
  private final FeedSink outlet;
  private final LongPredicate over;
  private long sent;
  private long left;
  private long heard;
  private boolean reading;
  private boolean waiting;
  private boolean stalled;
  private boolean ended;

  /**
   * A reader that is yet to be started.
   *
   * @param after the {@code seq} it has seen
   * @param limit how many entries it is given at most
   * @param over whether it is to stop once it has been given this {@code seq}
   */
  FeedReader(
      Journal journal,
      String project,
      long after,
      long limit,
      LongPredicate over,
      FeedSink outlet) {
    this.journal = journal;
    this.project = project;
    this.sent = after;
    this.left = limit;
    this.over = over;
    this.outlet = outlet;
  }

  /** Says at once that it is listened to, also where nothing is to be told yet. */
  @Override
  public void start() {
    outlet.begin();
    read();
  }

  @Override
  public boolean hears(String other) {
    return other.isEmpty() || other.equals(project);
  }

  @Override
  public void appended(Entry entry) {
    heard = Math.max(heard, entry.seq());
    if (reading || waiting || ended) {
      return;
    }
    if (entry.seq() == sent + 1) {
      send(entry);
    }
    goOn(false);
  }

  @Override
  public void passing(String json) {
    if (!reading && !ended && !outlet.isFull()) {
      outlet.passing(json);
    }
  }

  /** A client that took nothing at all from one look to the next is too slow. */
  @Override
  public void beat() {
    if (ended) {
      return;
    }
    if (stalled) {
      end(FeedSink.Ending.TOO_SLOW);
    } else if (waiting) {
      stalled = true;
    } else if (!outlet.isFull()) {
      outlet.beat();
    }
  }

  @Override
  public void stop() {
    ended = true;
  }

  private void read() {
    reading = true;
    journal.read(project, sent, PAGE).onComplete(page -> {
      reading = false;
      if (page.succeeded()) {
        page.result().forEach(this::send);
        goOn(page.result().size() == PAGE);
      } else if (!ended) {
        LOG.log(Level.WARNING, "a feed of " + project + " could not be read", page.cause());
        end(FeedSink.Ending.FAULT);
      }
    });
  }

  /** What does not fit any more is read again when there is room. */
  private void send(Entry entry) {
    if (ended || entry.seq() != sent + 1 || outlet.isFull()) {
      return;
    }
    sent = entry.seq();
    outlet.entry(entry);
    if (--left <= 0) {
      end(FeedSink.Ending.DONE);
    }
  }

  private void goOn(boolean more) {
    if (ended) {
      return;
    }
    if (outlet.isFull()) {
      waiting = true;
      outlet.whenDrained(this::drained);
    } else if (more || heard > sent) {
      read();
    } else if (over.test(sent)) {
      end(FeedSink.Ending.DONE);
    }
  }

  private void drained() {
    waiting = false;
    stalled = false;
    goOn(true);
  }

  private void end(FeedSink.Ending ending) {
    ended = true;
    outlet.end(ending);
  }
}
