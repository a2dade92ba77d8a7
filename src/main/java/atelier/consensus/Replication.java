package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Acceptor;
import atelier.journal.Acceptor.Agreement;
import atelier.journal.Proposal;
import atelier.journal.Replica;
import atelier.journal.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Carries proposals to every node that is here, and tells what a majority has agreed on. */
final class Replication {
  private static final int MAX_ENTRIES = 1_000;

  private final Replica replica;
  private final Peers peers;
  /** Nodes that did not answer: they are not waited for until they do. */
  private final Set<String> silent = new HashSet<>();

  Replication(Replica replica, Peers peers) {
    this.replica = replica;
    this.peers = peers;
  }

  void heardOf(String node) {
    silent.remove(node);
  }

  /**
   * Proposes, waits for every node that answers, and agrees where a majority has it on disk.
   *
   * @return the votes on each, by project
   */
  Future<Map<String, Tally>> carry(List<Proposal> proposals) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    proposals.forEach(one -> tallies.put(one.project(), new Tally(one)));
    Future<List<Acceptor.Reply>> own = replica.accept(proposals);
    List<Future<?>> all = new ArrayList<>();
    all.add(own.map(replies -> {
      for (int i = 0; i < proposals.size(); i++) {
        Vote vote = direct(replies.get(i), proposals.get(i));
        tally(tallies, proposals.get(i)).countOwn(vote);
      }
      return null;
    }));
    for (String node : voters()) {
      all.add(propose(node, proposals, own, tallies));
    }
    return Future.join(all)
        .compose(voted -> agree(tallies))
        .recover(problem ->
            own.failed() ? Future.failedFuture(own.cause()) : Future.failedFuture(problem));
  }

  private static Tally tally(Map<String, Tally> tallies, Proposal proposal) {
    return Objects.requireNonNull(tallies.get(proposal.project()));
  }

  /** Those that answered last time, if they are enough; everybody otherwise. */
  private Set<String> voters() {
    Set<String> present = peers.present();
    Set<String> speaking = new HashSet<>(present);
    speaking.removeAll(silent);
    return speaking.size() + 1 >= peers.majority() ? speaking : present;
  }

  private Future<Map<String, Tally>> agree(Map<String, Tally> tallies) {
    List<Agreement> agreements = tallies.values().stream()
        .filter(tally -> tally.problem(peers).isEmpty())
        .map(Tally::proposal)
        .map(one -> new Agreement(one.project(), one.ballot(), one.lastSeq()))
        .toList();
    if (agreements.isEmpty()) {
      return Future.succeededFuture(tallies);
    }
    // Who does not hear of it now hears of it with the next proposal, or when comparing.
    peers.present().forEach(node -> peers.of(node).agree(agreements));
    return replica.agree(agreements).map(tallies);
  }

  private Future<Void> propose(
      String node, List<Proposal> proposals, Future<?> own, Map<String, Tally> tallies) {
    Acceptor peer = peers.of(node);
    return peer.accept(proposals)
        .compose(replies -> {
          heardOf(node);
          List<Future<?>> votes = new ArrayList<>();
          for (int i = 0; i < proposals.size(); i++) {
            Proposal one = proposals.get(i);
            votes.add(vote(peer, replies.get(i), one, own).onSuccess(tally(tallies, one)::count));
          }
          return Future.<Void>succeededFuture().compose(v -> Future.join(votes).mapEmpty());
        })
        .transform(done -> {
          if (done.failed()) {
            silent.add(node);
          }
          return Future.succeededFuture();
        });
  }

  private static Vote direct(Acceptor.Reply reply, Proposal proposal) {
    if (reply.taken()) {
      return Vote.TAKEN;
    }
    return reply.standing().promised().compareTo(proposal.ballot()) > 0
        ? Vote.REFUSED
        : Vote.BEHIND;
  }

  /** A node that lacks what comes before is given that too, from what it has agreed on. */
  private Future<Vote> vote(Acceptor peer, Acceptor.Reply reply, Proposal proposal, Future<?> own) {
    Standing standing = reply.standing();
    Vote vote = direct(reply, proposal);
    if (vote != Vote.BEHIND) {
      return Future.succeededFuture(vote);
    }
    return own.compose(held -> replica.readAll(proposal.project(), standing.agreed(), MAX_ENTRIES))
        .compose(entries -> {
          if (!follows(standing, entries, proposal)) {
            return Future.succeededFuture(Vote.FORKED);
          }
          Proposal whole = new Proposal(
              proposal.ballot(),
              proposal.project(),
              standing.agreed(),
              standing.agreedHash(),
              entries,
              proposal.agreed(),
              false);
          return whole.lastSeq() < proposal.lastSeq()
              ? Future.succeededFuture(Vote.BEHIND)
              : peer.accept(List.of(whole)).map(now -> direct(now.get(0), proposal));
        });
  }

  private static boolean follows(Standing standing, List<Entry> entries, Proposal proposal) {
    return entries.isEmpty()
        ? standing.agreed() == proposal.lastSeq()
            && standing.agreedHash().equals(proposal.lastHash())
        : entries.get(0).prev().equals(standing.agreedHash());
  }
}
