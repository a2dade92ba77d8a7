package atelier.journal;

import atelier.event.Entry;
import atelier.event.EventCodec;
import org.jspecify.annotations.Nullable;

/**
 * Where the next line of a project must fit.
 *
 * @param prev the hash of the line before; null where that is not known
 */
record EntryPosition(String project, long seq, @Nullable String prev) {
  static EntryPosition first(String project) {
    return new EntryPosition(project, 1, Entry.GENESIS);
  }

  static EntryPosition at(String project, long seq) {
    return new EntryPosition(project, seq, null);
  }

  EntryPosition next(Entry entry) {
    return new EntryPosition(project, entry.seq() + 1, entry.hash());
  }

  /**
   * The entry that a line holds.
   *
   * @param line as stored; null where there is none
   * @throws IllegalStateException when it is not the one that was once written here
   */
  Entry verify(@Nullable String line) {
    if (line == null) {
      throw damage("it is missing");
    }
    Entry entry = decode(line);
    if (!entry.project().equals(project) || entry.seq() != seq) {
      throw damage("in its place stands " + entry);
    }
    if (prev != null && !entry.prev().equals(prev)) {
      throw damage("it does not follow the one before it");
    }
    return entry;
  }

  private Entry decode(String line) {
    try {
      return EventCodec.decode(line);
    } catch (EventCodec.CorruptEntry corrupt) {
      throw damage(String.valueOf(corrupt.getMessage()));
    }
  }

  IllegalStateException damage(String how) {
    return new IllegalStateException("the journal is damaged at event " + seq + " of project "
        + project + " (" + how + "): put a backup of its file in its place");
  }
}
