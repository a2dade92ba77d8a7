package atelier.journal;

import atelier.event.Entry;
import atelier.event.EventCodec;
import java.util.List;

/** Entries that can be appended together: of one project, each following the one before. */
public record Batch(List<Entry> entries) {
  static final int MAX_ENTRIES = 1_000;
  /** The limit for entries between two leaders: a whole history, if it replaces another. */
  static final int MAX_HISTORY = 50_000;

  static final int MAX_CHARS = 32 * 1024 * 1024;

  /**
   * Checks and copies the entries.
   *
   * @throws IllegalArgumentException if there are none, they are not a chain, or exceed a limit
   */
  public Batch {
    entries = List.copyOf(entries);
    rejectIf(entries.isEmpty(), "there is nothing to append");
    check(entries, MAX_ENTRIES);
  }

  /**
   * Checks that entries can be appended together.
   *
   * @throws IllegalArgumentException if they are not a chain, or exceed a limit
   */
  static void check(List<Entry> entries, int maxEntries) {
    rejectIf(
        entries.size() > maxEntries,
        entries.size() + " events are too many for one append: at most " + maxEntries);
    Entry previous = null;
    long chars = 0;
    for (Entry entry : entries) {
      int length = entry.json().length();
      rejectIf(
          length > EventCodec.MAX_LINE_CHARS,
          "event " + entry.seq() + " of project " + entry.project() + " has " + length
              + " characters: at most " + EventCodec.MAX_LINE_CHARS);
      rejectIf(
          previous != null && !follows(entry, previous),
          "event " + entry.seq() + " of project " + entry.project()
              + " does not follow the one before it in the append");
      previous = entry;
      chars += length;
    }
    rejectIf(
        chars > MAX_CHARS,
        "an append of " + chars + " characters is too large: at most " + MAX_CHARS);
  }

  private static boolean follows(Entry entry, Entry previous) {
    return entry.project().equals(previous.project())
        && entry.seq() == previous.seq() + 1
        && entry.prev().equals(previous.hash());
  }

  private static void rejectIf(boolean invalid, String reason) {
    if (invalid) {
      throw new IllegalArgumentException(reason);
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
