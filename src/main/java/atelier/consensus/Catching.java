package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Acceptor;
import atelier.journal.Replica;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Brings what others have agreed on to this node's disk. */
final class Catching {
  private static final int PAGE = 200;

  private final Replica replica;

  Catching(Replica replica) {
    this.replica = replica;
  }

  /**
   * Learns up to where {@code there} has agreed.
   *
   * @return whether all that is agreed there is agreed here; false where the two histories part
   */
  Future<Boolean> up(Acceptor peer, Standing here, Standing there) {
    String project = there.project();
    if (here.agreed() >= there.agreed()) {
      return there.agreed() == 0
          ? Future.succeededFuture(true)
          : replica
              .readAll(project, there.agreed() - 1, 1)
              .map(found -> found.get(0).hash().equals(there.agreedHash()));
    }
    int limit = (int) Math.min(PAGE, there.agreed() - here.agreed());
    return peer.readAll(project, here.agreed(), limit).compose(entries -> {
      if (entries.isEmpty() || !entries.get(0).prev().equals(here.agreedHash())) {
        return Future.succeededFuture(false);
      }
      return replica
          .learn(project, there.promised(), entries)
          .compose(now ->
              now.agreed() > here.agreed() ? up(peer, now, there) : Future.succeededFuture(false));
    });
  }

  /** All entries after a place, page by page. */
  static Future<List<Entry>> all(Acceptor from, String project, long after, long upTo) {
    return all(from, project, after, upTo, new ArrayList<>());
  }

  private static Future<List<Entry>> all(
      Acceptor from, String project, long after, long upTo, List<Entry> sofar) {
    int limit = (int) Math.min(PAGE, upTo - after);
    if (limit <= 0) {
      return Future.succeededFuture(sofar);
    }
    return from.readAll(project, after, limit).compose(page -> {
      sofar.addAll(page);
      return page.isEmpty()
          ? Future.succeededFuture(sofar)
          : all(from, project, after + page.size(), upTo, sofar);
    });
  }
}
