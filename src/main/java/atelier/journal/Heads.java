package atelier.journal;

import atelier.event.Entry;
import java.util.HashMap;
import java.util.Map;

/**
 * The last {@code seq} and hash of every project, which an append must follow. Changes are pending
 * until they are committed or rolled back together with their transaction. Not thread-safe.
 */
final class Heads implements GroupCommit.TransactionalState {
  private record Head(long seq, String hash) {
    static final Head NONE = new Head(0, Entry.GENESIS);

    static Head of(Entry entry) {
      return new Head(entry.seq(), entry.hash());
    }
  }

  private final Map<String, Head> committed = new HashMap<>();
  private final Map<String, Head> pending = new HashMap<>();

  /**
   * Advances a project's head to the last entry of a batch.
   *
   * @throws Journal.Conflict if its first entry does not follow the project's last one
   */
  void advance(Batch batch) {
    Entry first = batch.first();
    String project = first.project();
    Head head = pending.getOrDefault(project, committed.getOrDefault(project, Head.NONE));
    if (first.seq() != head.seq() + 1 || !first.prev().equals(head.hash())) {
      throw new Journal.Conflict(project, first.seq());
    }
    put(batch.last());
  }

  void put(Entry last) {
    pending.put(last.project(), Head.of(last));
  }

  @Override
  public void commit() {
    committed.putAll(pending);
    pending.clear();
  }

  @Override
  public void rollBack() {
    pending.clear();
  }
}
