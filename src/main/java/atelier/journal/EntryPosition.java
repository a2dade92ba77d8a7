package atelier.journal;

import atelier.event.Entry;
import atelier.event.EventCodec;
import org.jspecify.annotations.Nullable;

/**
 * The position of an entry in a project's hash chain, to verify a stored line against.
 *
 * @param prev the hash of the entry before; null if unknown
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
   * Decodes a stored line and verifies that it is the entry at this position.
   *
   * @param line the stored line; null if it does not exist
   * @throws IllegalStateException if the line is missing, damaged or another entry
   */
  Entry verify(@Nullable String line) {
    if (line == null) {
      throw damage("it is missing");
    }
    Entry entry = decode(line);
    if (!entry.project().equals(project) || entry.seq() != seq) {
      throw damage("its line contains " + entry);
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
        + project + " (" + how + "): replace its file by a backup");
  }
}
