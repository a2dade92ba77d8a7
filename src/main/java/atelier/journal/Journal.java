package atelier.journal;

import atelier.event.Entry;
import atelier.event.Event;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * An append-only, hash-chained list of events for each project (event sourcing): everything else is
 * derived from it. {@code JournalConformance} tests all implementations. Callable from any thread;
 * futures complete on the caller's Vert.x context if it has one, else on an unspecified thread.
 */
public interface Journal {
  /**
   * Appends entries of one project, all or none. The {@code seq} of the first must follow the last
   * entry in the journal, and its {@code prev} must be the hash of that entry; otherwise the future
   * fails with {@link Conflict} and nothing is written. When it succeeds, the entries are on disk
   * (unless the journal is in memory) and every subscriber has received them, in order.
   */
  Future<Void> append(List<Entry> entries);

  /**
   * Returns the entries of a project whose {@code seq} is greater than {@code after}, at most
   * {@code limit}.
   */
  Future<List<Entry>> read(String project, long after, int limit);

  /** Returns the last entry of every project, in the order in which the projects started. */
  Future<List<Entry>> lastEntries();

  /** Returns the first entry of every project, in the same order. */
  Future<List<Entry>> firstEntries();

  /**
   * Passes each entry appended from now on to {@code listener}, after it became durable, in order
   * within a project. The listener must return quickly and not throw. Close the subscription to end
   * it.
   */
  Subscription subscribe(Consumer<Entry> listener);

  /**
   * Passes each project whose history was replaced to {@code listener}, which must derive its state
   * again. This happens when two separated clusters join.
   */
  default Subscription subscribeToRewrites(Consumer<String> listener) {
    return () -> {};
  }

  /**
   * Makes this node the leader that appends to these projects, after it has copied all of their
   * acknowledged entries to its disk. Fails with {@link NoMajority} if too few nodes are reachable.
   * Does nothing in a journal of a single node.
   */
  default Future<Void> lead(Collection<String> projects) {
    return Future.succeededFuture();
  }

  /** Why the latest append of the last minute failed on this node; empty if it did not. */
  default String writeProblem() {
    return "";
  }

  /**
   * Returns an event without the secrets of this node. Its author calls it before the event becomes
   * an entry: entries are hash-chained, so that nothing can be removed from them later.
   */
  default Event redact(Event event) {
    return event;
  }

  /** The same for a text that will become part of an event. */
  default String redact(String text) {
    return text;
  }

  /** Finishes pending calls, then rejects further ones. */
  Future<Void> close();

  /** A subscription of a listener; closing it ends it. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Another writer appended first: read the new entries and decide again. */
  final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Conflict(String project, long seq) {
      super("event " + seq + " of project " + project + " does not follow the last one");
    }
  }

  /** The disk of this node is full: nothing was appended. The message says what to do. */
  final class DiskFull extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public DiskFull(String message) {
      super(message);
    }
  }

  /** Too few nodes are reachable to acknowledge an append; the message says how many. */
  final class NoMajority extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoMajority(String message) {
      super(message);
    }
  }
}
