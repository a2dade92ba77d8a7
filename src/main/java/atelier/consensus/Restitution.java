package atelier.consensus;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.ForkHealed;
import atelier.event.EventCodec;
import atelier.journal.Aside;
import atelier.journal.Journal;
import atelier.journal.Replica;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells of the histories that this node let go of, and asks again what people asked for in them.
 * What is still owed follows from the disk alone: what is kept aside, less what the journal tells
 * of. So whoever dies meanwhile, any node that has it goes on. A wish is known again by the hash of
 * the entry in which it was first asked, so that it is asked once, whoever else restores it.
 */
final class Restitution {
  private static final Logger LOG = Logger.getLogger(Restitution.class.getName());
  private static final int PAGE = 200;
  /** Further ones follow in a further append. */
  private static final int MAX_WISHES = 100;

  private final String node;
  private final Replica replica;
  private final Clock clock;
  private final Restoring restoring;
  private final Set<Aside> owed = new HashSet<>();
  private volatile boolean unread = true;
  private boolean busy;

  Restitution(String node, Replica replica, Clock clock, Restoring restoring) {
    this.node = node;
    this.replica = replica;
    this.clock = clock;
    this.restoring = restoring;
    replica.followRewrites(project -> unread = true);
  }

  /** One try at all that is owed; what cannot be agreed on just now stays owed. */
  Future<Void> make(Journal journal) {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    return owed().compose(all -> each(journal, all.iterator())).onComplete(done -> busy = false);
  }

  private Future<List<Aside>> owed() {
    if (!unread) {
      return Future.succeededFuture(List.copyOf(owed));
    }
    unread = false;
    return replica
        .asides()
        .onSuccess(all -> {
          owed.clear();
          owed.addAll(all);
        })
        .onFailure(problem -> unread = true);
  }

  private Future<Void> each(Journal journal, Iterator<Aside> asides) {
    if (!asides.hasNext()) {
      return Future.succeededFuture();
    }
    Aside aside = asides.next();
    return isTold(aside)
        .compose(told -> {
          if (told) {
            owed.remove(aside);
          }
          return told ? Future.succeededFuture() : tell(journal, aside);
        })
        .recover(problem -> {
          LOG.log(Level.FINE, "still owed: " + aside, problem);
          return Future.succeededFuture();
        })
        .compose(done -> each(journal, asides));
  }

  private Future<Boolean> isTold(Aside aside) {
    return kept(aside.project(), new ArrayList<>()).map(kept -> tells(kept, aside.head()));
  }

  /** Leads first: what is read then has all that was appended before. */
  private Future<Void> tell(Journal journal, Aside aside) {
    String project = aside.project();
    return replica
        .read(aside)
        .compose(lost -> journal
            .lead(List.of(project))
            .compose(led -> kept(project, new ArrayList<>()))
            .compose(kept -> kept.isEmpty() || tells(kept, aside.head())
                ? Future.succeededFuture()
                : journal.append(due(kept, lost))));
  }

  private Future<List<Entry>> kept(String project, List<Entry> sofar) {
    return replica.read(project, sofar.size(), PAGE).compose(page -> {
      sofar.addAll(page);
      return page.size() < PAGE ? Future.succeededFuture(sofar) : kept(project, sofar);
    });
  }

  /** Whether a history has what ended with an entry, or tells that it gave way. */
  private static boolean tells(List<Entry> kept, String head) {
    return kept.stream()
        .anyMatch(entry -> entry.hash().equals(head)
            || (entry.event() instanceof ForkHealed healed && healed.head().equals(head)));
  }

  /** What to append: that a history gave way, and what people asked for in it. */
  List<Entry> due(List<Entry> kept, List<Entry> lost) {
    Set<String> asked = new HashSet<>(firsts(kept).values());
    kept.forEach(entry -> asked.add(entry.hash()));
    Map<String, String> firsts = firsts(lost);
    List<Entry> unasked = lost.stream()
        .filter(entry -> !asked.contains(firsts.getOrDefault(entry.hash(), entry.hash())))
        .toList();
    Map<Entry, Event> all = restoring.requests(kept, unasked);
    List<Entry> now = all.keySet().stream().limit(MAX_WISHES).toList();
    Entry first = lost.get(0);
    List<Entry> told = all.size() > now.size() ? now : lost;
    Entry last = told.get(told.size() - 1);
    List<String> restores = now.stream()
        .map(entry -> firsts.getOrDefault(entry.hash(), entry.hash()))
        .toList();
    int entries = (int) (last.seq() - first.seq() + 1);
    List<Entry> due = new ArrayList<>();
    Event healed =
        new ForkHealed(first.seq(), entries, last.hash(), last.node(), now.size(), restores);
    due.add(after(kept.get(kept.size() - 1), "journal", healed));
    for (Entry one : now) {
      Event wish = Objects.requireNonNull(all.get(one));
      due.add(after(due.get(due.size() - 1), "user", wish));
    }
    return due;
  }

  private Entry after(Entry before, String agent, Event event) {
    return EventCodec.seal(
        before.project(), before.seq() + 1, clock.instant(), node, agent, event, before.hash());
  }

  /** By the hash of each entry that was asked again, that of the entry which asked it first. */
  private static Map<String, String> firsts(List<Entry> history) {
    Map<String, String> firsts = new HashMap<>();
    for (int at = 0; at < history.size(); at++) {
      if (history.get(at).event() instanceof ForkHealed healed) {
        int requests = Math.min(healed.restores().size(), history.size() - at - 1);
        for (int i = 0; i < requests; i++) {
          firsts.put(history.get(at + 1 + i).hash(), healed.restores().get(i));
        }
      }
    }
    return firsts;
  }
}
