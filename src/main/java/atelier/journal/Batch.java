package atelier.journal;

import atelier.event.Entry;
import atelier.event.EventCodec;
import java.util.List;

/** Entries that can be appended together: one project's, each following the one before. */
public record Batch(List<Entry> entries) {
  static final int MAX_ENTRIES = 1_000;
  /** What one leader may leave to the next: a whole history, where it took another's place. */
  static final int MAX_HISTORY = 50_000;

  static final int MAX_CHARS = 32 * 1024 * 1024;

  /**
   * Takes entries as a batch.
   *
   * @throws IllegalArgumentException when they are none, not one chain, or beyond a limit
   */
  public Batch {
    entries = List.copyOf(entries);
    refuse(entries.isEmpty(), "there is nothing to append");
    check(entries, MAX_ENTRIES);
  }

  /**
   * Refuses what may not be appended together.
   *
   * @throws IllegalArgumentException when they are not one chain, or beyond a limit
   */
  static void check(List<Entry> entries, int maxEntries) {
    refuse(
        entries.size() > maxEntries,
        entries.size() + " events are too many for one append: at most " + maxEntries);
    Entry before = null;
    long chars = 0;
    for (Entry entry : entries) {
      int length = entry.json().length();
      refuse(
          length > EventCodec.MAX_LINE_CHARS,
          "event " + entry.seq() + " of project " + entry.project() + " has " + length
              + " characters: at most " + EventCodec.MAX_LINE_CHARS);
      refuse(
          before != null && !follows(entry, before),
          "event " + entry.seq() + " of project " + entry.project()
              + " does not follow the one that is appended before it");
      before = entry;
      chars += length;
    }
    refuse(
        chars > MAX_CHARS,
        "an append of " + chars + " characters is too large: at most " + MAX_CHARS);
  }

  private static boolean follows(Entry entry, Entry before) {
    return entry.project().equals(before.project())
        && entry.seq() == before.seq() + 1
        && entry.prev().equals(before.hash());
  }

  private static void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new IllegalArgumentException(why);
    }
  }

  public Entry first() {
    return entries.get(0);
  }

  Entry last() {
    return entries.get(entries.size() - 1);
  }

  int chars() {
    return entries.stream().mapToInt(entry -> entry.json().length()).sum();
  }
}
