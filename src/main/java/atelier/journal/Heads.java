package atelier.journal;

import atelier.event.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last seq and hash of every project: what an append must follow. */
final class Heads {
  private record Head(long seq, String hash) {}

  private final Map<String, Head> heads = new HashMap<>();

  Heads copy() {
    Heads copy = new Heads();
    copy.heads.putAll(heads);
    return copy;
  }

  void put(Entry entry) {
    heads.put(entry.project(), new Head(entry.seq(), entry.hash()));
  }

  /**
   * Moves on by these entries.
   *
   * @throws Journal.Conflict when the first does not follow the last
   * @throws IllegalArgumentException when they are not one chain of one project
   */
  void advance(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    Entry first = entries.get(0);
    Head head = heads.getOrDefault(first.project(), new Head(0, Entry.GENESIS));
    if (first.seq() != head.seq() + 1 || !first.prev().equals(head.hash())) {
      throw new Journal.Conflict(first.project(), first.seq());
    }
    Entry before = first;
    for (Entry entry : entries.subList(1, entries.size())) {
      boolean follows = entry.project().equals(before.project())
          && entry.seq() == before.seq() + 1
          && entry.prev().equals(before.hash());
      if (!follows) {
        throw new IllegalArgumentException(entry + " does not follow " + before);
      }
      before = entry;
    }
    put(before);
  }
}
