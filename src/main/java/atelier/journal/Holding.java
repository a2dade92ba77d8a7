package atelier.journal;

import atelier.event.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node holds of one project, and the rules by which it takes proposals: those of Paxos, for
 * a value that grows. A history that a majority has accepted under one ballot is part of every
 * history that is proposed under a greater one, so it is agreed for good. Immutable and pure.
 *
 * @param tail the entries after the agreed ones: accepted here, not known to be by a majority
 */
record Holding(Ballot promised, Ballot accepted, long agreed, String agreedHash, List<Entry> tail) {
  static final Holding NOTHING = new Holding(Ballot.NONE, Ballot.NONE, 0, Entry.GENESIS, List.of());

  Holding {
    tail = List.copyOf(tail);
  }

  /** The history of a node that was alone: all of it is agreed. */
  static Holding ofAlone(long seq, String hash) {
    return new Holding(Ballot.NONE, Ballot.NONE, seq, hash, List.of());
  }

  /** Hashes of entries before the tail, as the disk has them. */
  @FunctionalInterface
  interface Past {
    String hashAt(long seq) throws SQLException;
  }

  /**
   * How a holding changes.
   *
   * @param kept up to where the old entries stay
   * @param added what stands behind them now
   * @param told what is agreed now and was not before
   * @param taken whether it was done as asked
   */
  record Change(Holding after, long kept, List<Entry> added, List<Entry> told, boolean taken) {
    static Change none(Holding holding) {
      return new Change(holding, holding.seq(), List.of(), List.of(), false);
    }

    /** Whether entries went that were agreed before. */
    boolean rewrites(Holding before) {
      return kept < before.agreed();
    }
  }

  long seq() {
    return agreed + tail.size();
  }

  String hash() {
    return tail.isEmpty() ? agreedHash : tail.get(tail.size() - 1).hash();
  }

  Standing standing(String project) {
    return new Standing(project, promised, accepted, seq(), hash(), agreed, agreedHash);
  }

  /** Promises to take nothing of a lesser ballot. */
  Holding promise(Ballot ballot) {
    return ballot.compareTo(promised) > 0
        ? new Holding(ballot, accepted, agreed, agreedHash, tail)
        : this;
  }

  /** Takes a proposal, or leaves everything as it is where it may not or cannot. */
  Change accept(Proposal proposal, Past past) throws SQLException {
    if (proposal.ballot().compareTo(promised) < 0
        || proposal.prevSeq() > seq()
        || !hashAt(proposal.prevSeq(), past).equals(proposal.prevHash())) {
      return Change.none(this);
    }
    long same = same(proposal, past);
    boolean sameBallot = accepted.equals(proposal.ballot());
    // Under one ballot a history only grows: what is longer here came by a later message, and what
    // is another was learned from a later leader.
    long kept = sameBallot ? seq() : same;
    boolean diverges = sameBallot && same < Math.min(seq(), proposal.lastSeq());
    if (diverges || (kept < agreed && !proposal.heals())) {
      return Change.none(this);
    }
    List<Entry> added =
        proposal.entries().stream().filter(entry -> entry.seq() > kept).toList();
    Holding after = with(proposal.ballot(), proposal.ballot(), kept, added, past);
    return agreed(after, kept, added, Math.min(proposal.agreed(), proposal.lastSeq()));
  }

  /** Up to where the history here and the proposed one are the same. */
  private long same(Proposal proposal, Past past) throws SQLException {
    long same = proposal.prevSeq();
    for (Entry entry : proposal.entries()) {
      if (entry.seq() > seq() || !hashAt(entry.seq(), past).equals(entry.hash())) {
        return same;
      }
      same = entry.seq();
    }
    return same;
  }

  /**
   * Takes entries of which another node knows that they are agreed; they begin right after what is
   * agreed here. Leaves everything as it is where they do not follow.
   *
   * @param ballot what that node has promised: a leader before it might not know of these entries
   */
  Change learn(Ballot ballot, List<Entry> entries) throws SQLException {
    if (entries.isEmpty()
        || entries.get(0).seq() != agreed + 1
        || !entries.get(0).prev().equals(agreedHash)) {
      return Change.none(this);
    }
    Entry last = entries.get(entries.size() - 1);
    int same = 0;
    while (same < Math.min(tail.size(), entries.size())
        && tail.get(same).hash().equals(entries.get(same).hash())) {
      same++;
    }
    boolean prefix = same == entries.size();
    long kept = prefix ? seq() : agreed + same;
    List<Entry> added = prefix ? List.of() : entries.subList(same, entries.size());
    Holding after = with(Ballot.max(promised, ballot), accepted, kept, added, seq -> agreedHash);
    return agreed(after, kept, added, last.seq());
  }

  private Holding with(
      Ballot nowPromised, Ballot nowAccepted, long kept, List<Entry> added, Past past)
      throws SQLException {
    long nowAgreed = Math.min(agreed, kept);
    List<Entry> nowTail = new ArrayList<>(tail.subList(0, (int) (Math.max(kept, agreed) - agreed)));
    nowTail.addAll(added);
    return new Holding(nowPromised, nowAccepted, nowAgreed, hashAt(nowAgreed, past), nowTail);
  }

  /** Knows that everything up to a place is agreed, as far as there are entries. */
  Change agree(long seq) {
    return agreed(this, seq(), List.of(), seq);
  }

  private static Change agreed(Holding holding, long kept, List<Entry> added, long seq) {
    int count = (int) (Math.min(seq, holding.seq()) - holding.agreed);
    if (count <= 0) {
      return new Change(holding, kept, added, List.of(), true);
    }
    List<Entry> told = holding.tail.subList(0, count);
    Holding after = new Holding(
        holding.promised,
        holding.accepted,
        holding.agreed + count,
        told.get(count - 1).hash(),
        holding.tail.subList(count, holding.tail.size()));
    return new Change(after, kept, added, told, true);
  }

  private String hashAt(long seq, Past past) throws SQLException {
    if (seq == 0) {
      return Entry.GENESIS;
    } else if (seq == agreed) {
      return agreedHash;
    }
    return seq > agreed ? tail.get((int) (seq - agreed) - 1).hash() : past.hashAt(seq);
  }
}
