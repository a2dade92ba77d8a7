package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Acceptor;
import atelier.journal.Ballot;
import atelier.journal.Journal;
import atelier.journal.Proposal;
import atelier.journal.Replica;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes this node the leader of projects: a majority promises to take nothing from earlier leaders,
 * the best of their histories becomes this node's, and a majority accepts it.
 */
final class Campaign {
  /** The history that must go on: what a majority has agreed on is in it. */
  private static final Comparator<Standing> BEST = Comparator.comparing(Standing::accepted)
      .thenComparingLong(Standing::seq)
      .thenComparing(Standing::hash);

  private final Replica replica;
  private final Peers peers;
  private final Replication replication;
  private final Catching catching;
  private final Ballot ballot;

  Campaign(Replica replica, Peers peers, Replication replication, Ballot ballot) {
    this.replica = replica;
    this.peers = peers;
    this.replication = replication;
    this.ballot = ballot;
    this.catching = new Catching(replica);
  }

  /**
   * How it ended.
   *
   * @param leaders the projects that this node leads now
   * @param lost the others, each with the reason
   * @param highest the greatest ballot that anybody had promised
   */
  record Result(Map<String, Leader> leaders, Map<String, Throwable> lost, Ballot highest) {}

  Future<Result> run(List<String> projects) {
    List<String> nodes = new ArrayList<>(peers.present());
    List<Future<List<Standing>>> asked = new ArrayList<>();
    asked.add(replica.promise(ballot, projects));
    nodes.forEach(node -> asked.add(peers.of(node).promise(ballot, projects)));
    return Future.join(asked).transform(joined -> {
      if (asked.get(0).failed()) {
        return Future.failedFuture(asked.get(0).cause());
      }
      Map<Acceptor, List<Standing>> answers = new LinkedHashMap<>();
      answers.put(replica, asked.get(0).result());
      for (int i = 0; i < nodes.size(); i++) {
        if (asked.get(i + 1).succeeded()) {
          answers.put(peers.of(nodes.get(i)), asked.get(i + 1).result());
        }
      }
      if (answers.size() < peers.majority()) {
        return Future.failedFuture(
            new Journal.NoMajority(answers.size() + " of " + peers.size() + " nodes answer, "
                + peers.majority() + " must: nothing can be accepted until more are back"));
      }
      return take(projects, answers);
    });
  }

  private Future<Result> take(List<String> projects, Map<Acceptor, List<Standing>> answers) {
    Ballot highest = answers.values().stream()
        .flatMap(List::stream)
        .map(Standing::promised)
        .reduce(ballot, Ballot::max);
    Result result = new Result(new HashMap<>(), new HashMap<>(), highest);
    List<Proposal> proposals = new ArrayList<>();
    List<Future<?>> ready = new ArrayList<>();
    Map<String, Map<Acceptor, Standing>> standings = new HashMap<>();
    for (int i = 0; i < projects.size(); i++) {
      String project = projects.get(i);
      Map<Acceptor, Standing> here = new LinkedHashMap<>();
      for (var answer : answers.entrySet()) {
        here.put(answer.getKey(), answer.getValue().get(i));
      }
      standings.put(project, here);
      ready.add(chosen(here)
          .onSuccess(proposals::add)
          .onFailure(problem -> result.lost().put(project, problem)));
    }
    return Future.join(ready)
        .transform(done -> carried(proposals))
        .compose(tallies -> finished(tallies, standings, result));
  }

  private Future<Map<String, Tally>> carried(List<Proposal> proposals) {
    return proposals.isEmpty() ? Future.succeededFuture(Map.of()) : replication.carry(proposals);
  }

  /** The best history, with what this node lacks of it. */
  private Future<Proposal> chosen(Map<Acceptor, Standing> standings) {
    Standing here = Objects.requireNonNull(standings.get(replica));
    Acceptor best = best(standings, replica);
    Standing there = Objects.requireNonNull(standings.get(best));
    if (standings.values().stream().anyMatch(one -> one.promised().compareTo(ballot) > 0)) {
      return Future.failedFuture(new Journal.Conflict(here.project(), here.seq() + 1));
    } else if (there.seq() == here.seq() && there.hash().equals(here.hash())) {
      return Future.succeededFuture(proposal(here, here.seq(), here.hash(), List.of()));
    }
    return catching.up(best, here, there).compose(gotThere -> {
      if (!gotThere) {
        return Healing.heal(ballot, standings, best);
      }
      long agreed = Math.max(here.agreed(), there.agreed());
      String hash = there.agreed() >= here.agreed() ? there.agreedHash() : here.agreedHash();
      return Catching.all(best, here.project(), agreed, there.seq())
          .compose(tail -> tail.isEmpty() || tail.get(0).prev().equals(hash)
              ? Future.succeededFuture(proposal(there, agreed, hash, tail))
              : Healing.heal(ballot, standings, best));
    });
  }

  static Acceptor best(Map<Acceptor, Standing> standings, Acceptor preferred) {
    Standing own = Objects.requireNonNull(standings.get(preferred));
    return standings.entrySet().stream()
        .max(Map.Entry.comparingByValue(BEST))
        .filter(best -> BEST.compare(best.getValue(), own) > 0)
        .map(Map.Entry::getKey)
        .orElse(preferred);
  }

  private Proposal proposal(Standing standing, long prevSeq, String prevHash, List<Entry> entries) {
    return new Proposal(
        ballot, standing.project(), prevSeq, prevHash, entries, standing.agreed(), false);
  }

  /** Where somebody holds another history for agreed, the two become one. */
  private Future<Result> finished(
      Map<String, Tally> tallies, Map<String, Map<Acceptor, Standing>> standings, Result result) {
    List<Future<Proposal>> healed = tallies.entrySet().stream()
        .filter(one -> parts(one.getValue()))
        .map(one -> {
          var known = Objects.requireNonNull(standings.get(one.getKey()));
          return Healing.heal(ballot, known, best(known, replica));
        })
        .toList();
    for (var one : tallies.entrySet()) {
      if (!parts(one.getValue())) {
        settle(one.getKey(), one.getValue(), result);
      }
    }
    return Future.join(healed)
        .transform(done -> carried(
            healed.stream().filter(Future::succeeded).map(Future::result).toList()))
        .map(again -> {
          again.forEach((project, tally) -> settle(project, tally, result));
          return result;
        });
  }

  /** Whether two histories are still to be made one. */
  private static boolean parts(Tally tally) {
    return tally.forked() && !tally.proposal().heals();
  }

  private void settle(String project, Tally tally, Result result) {
    tally
        .problem(peers)
        .ifPresentOrElse(
            problem -> result.lost().put(project, problem),
            () -> result.leaders().put(project, new Leader(tally.proposal(), replication, peers)));
  }
}
