package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * This node's copy of a journal that several nodes keep. It shows only what is agreed. Callable
 * from any thread, as {@link Journal} is.
 */
public interface Replica extends Acceptor {
  /**
   * Takes entries that are agreed, right after its own agreed ones.
   *
   * @param promised what the node that knows it has promised: no earlier leader is listened to any
   *     more
   */
  Future<Standing> learn(String project, Ballot promised, List<Entry> entries);

  /** How it stands to every project that it has entries of. */
  Future<List<Standing>> standings();

  /** How it stands to the projects of which it holds entries that it does not know to be agreed. */
  Future<List<Standing>> undecided();

  /** The same on nodes that have the same. */
  Digests digests();

  /** As {@link Journal#read}: what is agreed. */
  Future<List<Entry>> read(String project, long after, int limit);

  /** What gave way on this node, ever. */
  Future<List<Aside>> asides();

  /** The entries of what gave way. */
  Future<List<Entry>> read(Aside aside);

  /** As {@link Journal#lastEntries}: the last agreed entry of each project that has one. */
  Future<List<Entry>> heads();

  /** As {@link Journal#firstEntries}: of each project of which anything is agreed. */
  Future<List<Entry>> firsts();

  /** As {@link Journal#subscribe}: tells each entry once it is agreed. */
  Journal.Subscription follow(Consumer<Entry> follower);

  /** As {@link Journal#subscribeToRewrites}. */
  Journal.Subscription followRewrites(Consumer<String> follower);

  /** As {@link Journal#writeProblem}. */
  default String writeProblem() {
    return "";
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> close();
}
