package atelier.journal;

import atelier.event.Entry;
import java.util.List;

/**
 * What a leader wants of a node: that the project's history be, after the entry at {@code prevSeq},
 * these entries, up to the leader's own end.
 *
 * @param prevSeq 0 for the very beginning
 * @param prevHash the hash of the entry there
 * @param entries may be none: then only that entry is agreed to be the last
 * @param agreed up to where the leader knows that a majority has accepted
 * @param heals whether even what was agreed on may give way; the nodes once were two studios
 */
public record Proposal(
    Ballot ballot,
    String project,
    long prevSeq,
    String prevHash,
    List<Entry> entries,
    long agreed,
    boolean heals) {
  public Proposal {
    entries = List.copyOf(entries);
  }

  public long lastSeq() {
    return prevSeq + entries.size();
  }

  public String lastHash() {
    return entries.isEmpty() ? prevHash : entries.get(entries.size() - 1).hash();
  }
}
