package atelier.consensus;

import atelier.event.Entry;
import atelier.journal.Ballot;
import atelier.journal.Journal;
import atelier.journal.Proposal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/**
 * This node's lead of one project: where its history ends, and one append after the other. It is
 * over with the first one that was not agreed: nobody knows whether it will be.
 */
final class Leader {
  private final String project;
  private final Ballot ballot;
  private final Replication replication;
  private final Peers peers;
  private long seq;
  private String hash;
  private Future<?> turn = Future.succeededFuture();
  private boolean over;

  Leader(Proposal start, Replication replication, Peers peers) {
    this.project = start.project();
    this.ballot = start.ballot();
    this.seq = start.lastSeq();
    this.hash = start.lastHash();
    this.replication = replication;
    this.peers = peers;
  }

  /** Fails with a conflict where the entries do not follow the last one. */
  Future<Void> append(List<Entry> entries) {
    Future<Void> next = turn.transform(before -> replicate(entries));
    turn = next;
    return next;
  }

  private Future<Void> replicate(List<Entry> entries) {
    Entry first = entries.get(0);
    if (over || first.seq() != seq + 1 || !first.prev().equals(hash)) {
      return Future.failedFuture(new Journal.Conflict(project, first.seq()));
    }
    Proposal proposal = new Proposal(ballot, project, seq, hash, entries, seq, false);
    return replication.carry(List.of(proposal)).compose(tallies -> {
      Tally tally = Objects.requireNonNull(tallies.get(project));
      var problem = tally.problem(peers);
      if (problem.isPresent()) {
        over = true;
        return Future.failedFuture(problem.get());
      }
      seq = proposal.lastSeq();
      hash = proposal.lastHash();
      return Future.succeededFuture();
    });
  }
}
