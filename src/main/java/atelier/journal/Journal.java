package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The truth: an ordered, hash-chained list of events for each project. All forms are held to {@code
 * JournalConformance}. Callable from any thread; futures complete on the caller's Vert.x context
 * where it has one, on an unspecified thread otherwise.
 */
public interface Journal {
  /**
   * Appends entries of one project, all or none. The first one's {@code seq} must follow the last
   * in the journal and its {@code prev} be that one's hash; otherwise the future fails with {@link
   * Conflict} and nothing is written. When it succeeds, the entries are on disk (for forms that
   * have one) and have been told to every follower, in order.
   */
  Future<Void> append(List<Entry> entries);

  /**
   * The entries of a project whose {@code seq} is greater than {@code after}, at most {@code
   * limit}.
   */
  Future<List<Entry>> read(String project, long after, int limit);

  /** The last entry of every project, in the order in which the projects began. */
  Future<List<Entry>> lastEntries();

  /** The first entry of every project, in the same order. */
  Future<List<Entry>> firstEntries();

  /**
   * Tells {@code follower} each entry appended from now on, after it became durable; in order
   * within a project. It must return quickly and not throw. Closing the answer ends it.
   */
  Subscription subscribe(Consumer<Entry> follower);

  /**
   * Tells the projects whose history has become another one, so that whatever was made of the old
   * one must be made again: where what had been two studios became one.
   */
  default Subscription subscribeToRewrites(Consumer<String> follower) {
    return () -> {};
  }

  /**
   * Makes this node the one that appends to these projects, having brought all that was ever
   * acknowledged of them to its disk. Fails with {@link NoMajority} where that cannot be known. A
   * journal that is one node's alone has nothing to do.
   */
  default Future<Void> lead(Collection<String> projects) {
    return Future.succeededFuture();
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> close();

  /** A follower's place. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Somebody else appended first: read on and decide again. */
  final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Conflict(String project, long seq) {
      super("event " + seq + " of project " + project + " does not follow the last one");
    }
  }

  /** Too few nodes are here for anything to be acknowledged; the message says how many. */
  final class NoMajority extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoMajority(String message) {
      super(message);
    }
  }
}
