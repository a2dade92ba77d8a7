package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A journal in an SQLite file. An append succeeds once it has been fsynced. */
public final class DiskJournal implements Journal {
  private final Subscribers subscribers = new Subscribers();
  private final EntryReader reader;
  private final EntryWriter writer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DiskJournal(Connection reading, Connection writing) throws SQLException {
    reader = new EntryReader(reading);
    writer = new EntryWriter(writing, reader.readLastEntries(), subscribers);
  }

  /**
   * Opens a journal, or creates a new one. Blocking: for the start of a node.
   *
   * @throws IllegalStateException if it cannot be opened or read; the message says what to do
   */
  public static DiskJournal open(Path file) {
    return Database.openPair(file, JournalTables.VERSIONS, DiskJournal::new);
  }

  @Override
  public Future<Void> append(List<Entry> entries) {
    try {
      return writer.append(new Batch(entries));
    } catch (IllegalArgumentException invalid) {
      return Future.failedFuture(invalid);
    }
  }

  @Override
  public Future<List<Entry>> read(String project, long after, int limit) {
    return reader.read(project, after, limit);
  }

  @Override
  public Future<List<Entry>> lastEntries() {
    return reader.lastEntries();
  }

  @Override
  public Future<List<Entry>> firstEntries() {
    return reader.firstEntries();
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    if (closed.get()) {
      throw new IllegalStateException("the journal is closed");
    }
    return subscribers.add(listener);
  }

  @Override
  public String writeProblem() {
    return writer.writeProblem();
  }

  /** Returns the number of committed transactions; several appends may share one. */
  long commitCount() {
    return writer.commitCount();
  }

  @Override
  public Future<Void> close() {
    closed.set(true);
    return Future.join(reader.close(), writer.close()).mapEmpty();
  }
}
