package atelier.consensus;

import atelier.journal.Journal;
import atelier.journal.Proposal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The votes on one proposal, this node's among them. */
final class Tally {
  private final Proposal proposal;
  private final Map<Vote, Integer> votes = new EnumMap<>(Vote.class);
  private boolean own;

  Tally(Proposal proposal) {
    this.proposal = proposal;
  }

  void countOwn(Vote vote) {
    own = vote == Vote.TAKEN;
    count(vote);
  }

  void count(Vote vote) {
    votes.merge(vote, 1, Integer::sum);
  }

  Proposal proposal() {
    return proposal;
  }

  boolean forked() {
    return votes.containsKey(Vote.FORKED);
  }

  /** What keeps the proposal from being agreed; empty where nothing does. */
  Optional<RuntimeException> problem(Peers peers) {
    int taken = votes.getOrDefault(Vote.TAKEN, 0);
    if (own && taken >= peers.majority()) {
      return Optional.empty();
    } else if (!own || votes.containsKey(Vote.REFUSED)) {
      return Optional.of(new Journal.Conflict(proposal.project(), proposal.lastSeq()));
    }
    return Optional.of(new Journal.NoMajority(
        taken + " of " + peers.size() + " nodes have written it down in time, " + peers.majority()
            + " must: whether it counts is known when they are back"));
  }
}
