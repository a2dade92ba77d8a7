package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Acceptor;
import atelier.journal.Ballot;
import atelier.journal.Proposal;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one history of two that were both agreed on: that of nodes which were two studios before,
 * or lost a majority of their disks. One stays, by a rule that every node applies alike; the others
 * are kept aside where they were, and {@link Restitution} asks again what people asked for in them.
 */
final class Healing {
  private Healing() {}

  /** The history that stays, from where the first of the others parts from it. */
  static Future<Proposal> heal(Ballot ballot, Map<Acceptor, Standing> standings, Acceptor best) {
    Standing winner = Objects.requireNonNull(standings.get(best));
    List<Future<Long>> alike = standings.entrySet().stream()
        .map(one -> kept(best, winner, one.getKey(), one.getValue()))
        .toList();
    return Future.all(alike).compose(all -> {
      long common = alike.stream().mapToLong(Future::result).min().orElse(winner.seq());
      return Catching.all(best, winner.project(), Math.max(0, common - 1), winner.seq())
          .map(read -> proposal(ballot, winner, common, read));
    });
  }

  /** How much of what stays is not touched by another's letting go. */
  private static Future<Long> kept(
      Acceptor best, Standing winner, Acceptor other, Standing standing) {
    return common(best, other, winner.project(), 0, Math.min(standing.agreed(), winner.seq()))
        .map(common -> common == standing.agreed() ? winner.seq() : common);
  }

  /** The last place in which two have the same: histories that part never meet again. */
  private static Future<Long> common(
      Acceptor one, Acceptor other, String project, long low, long high) {
    if (low == high) {
      return Future.succeededFuture(low);
    }
    long middle = (low + high + 1) / 2;
    Future<List<Entry>> here = one.readAll(project, middle - 1, 1);
    Future<List<Entry>> there = other.readAll(project, middle - 1, 1);
    return Future.all(here, there)
        .compose(both -> here.result().equals(there.result())
            ? common(one, other, project, middle, high)
            : common(one, other, project, low, middle - 1));
  }

  /** Its first entry is the last common one, where there is any. */
  private static Proposal proposal(Ballot ballot, Standing winner, long common, List<Entry> read) {
    return new Proposal(
        ballot,
        winner.project(),
        common,
        common == 0 ? Entry.GENESIS : read.get(0).hash(),
        common == 0 ? read : read.subList(1, read.size()),
        winner.agreed(),
        true);
  }
}
