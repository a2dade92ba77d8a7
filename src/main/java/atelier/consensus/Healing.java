package atelier.consensus;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.ForkHealed;
import atelier.event.EventCodec;
import atelier.journal.Acceptor;
import atelier.journal.Ballot;
import atelier.journal.Proposal;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one history of two that were both agreed on: that of nodes which were two studios before,
 * or lost a majority of their disks. One stays, by a rule that every node applies alike; the others
 * are kept aside where they were, and what people asked for in them is asked for again.
 */
final class Healing {
  /** The agent that says so. */
  private static final String AGENT = "journal";

  private final String node;
  private final Clock clock;
  private final Restoring restoring;

  Healing(String node, Clock clock, Restoring restoring) {
    this.node = node;
    this.clock = clock;
    this.restoring = restoring;
  }

  /** The history that stays, from where the others part, with what is told and asked again. */
  Future<Proposal> heal(Ballot ballot, Map<Acceptor, Standing> standings, Acceptor best) {
    Standing winner = Objects.requireNonNull(standings.get(best));
    String project = winner.project();
    return Catching.all(best, project, 0, winner.seq()).compose(kept -> {
      List<Future<List<Entry>>> others = standings.entrySet().stream()
          .filter(one -> !isIn(kept, one.getValue()))
          .map(one -> Catching.all(one.getKey(), project, 0, one.getValue().seq()))
          .toList();
      return Future.all(others)
          .map(read ->
              proposal(ballot, winner, kept, others.stream().map(Future::result).toList()));
    });
  }

  private static boolean isIn(List<Entry> kept, Standing standing) {
    return standing.agreed() == 0
        || (standing.agreed() <= kept.size()
            && kept.get((int) standing.agreed() - 1).hash().equals(standing.agreedHash()));
  }

  private Proposal proposal(
      Ballot ballot, Standing winner, List<Entry> kept, List<List<Entry>> others) {
    List<Entry> whole = new ArrayList<>(kept);
    int common = kept.size();
    for (List<Entry> lost : distinct(others)) {
      int parts = common(kept, lost);
      common = Math.min(common, parts);
      add(whole, lost.subList(parts, lost.size()));
    }
    return new Proposal(
        ballot,
        winner.project(),
        common,
        common == 0 ? Entry.GENESIS : kept.get(common - 1).hash(),
        whole.subList(common, whole.size()),
        winner.agreed(),
        true);
  }

  /** Without those that are only the beginning of another. */
  private static List<List<Entry>> distinct(List<List<Entry>> histories) {
    List<List<Entry>> distinct = new ArrayList<>();
    histories.stream()
        .sorted(Comparator.<List<Entry>>comparingInt(List::size).reversed())
        .filter(one -> distinct.stream().noneMatch(longer -> common(longer, one) == one.size()))
        .forEach(distinct::add);
    return distinct;
  }

  private static int common(List<Entry> one, List<Entry> other) {
    int common = 0;
    while (common < Math.min(one.size(), other.size())
        && one.get(common).hash().equals(other.get(common).hash())) {
      common++;
    }
    return common;
  }

  private void add(List<Entry> whole, List<Entry> lost) {
    Entry first = lost.get(0);
    Entry last = lost.get(lost.size() - 1);
    if (whole.stream().anyMatch(entry -> tellsOf(entry, last))) {
      return;
    }
    List<Event> wishes = restoring.wishes(List.copyOf(whole), lost);
    append(
        whole,
        AGENT,
        new ForkHealed(first.seq(), lost.size(), last.hash(), last.node(), wishes.size()));
    wishes.forEach(wish -> append(whole, "user", wish));
  }

  private static boolean tellsOf(Entry entry, Entry last) {
    return entry.event() instanceof ForkHealed healed && healed.head().equals(last.hash());
  }

  private void append(List<Entry> whole, String agent, Event event) {
    Entry last = whole.get(whole.size() - 1);
    whole.add(EventCodec.seal(
        last.project(), last.seq() + 1, clock.instant(), node, agent, event, last.hash()));
  }
}
