package atelier.journal;

import atelier.event.Entry;
import atelier.event.EventCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A journal in an SQLite file. One thread writes: whatever was asked for while it was busy shares
 * the next transaction, and so its fsync. An append has succeeded when that fsync has.
 */
public final class DiskJournal implements Journal {
  private static final Logger LOG = Logger.getLogger(DiskJournal.class.getName());
  private static final int VERSION = 1;
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_BATCH = 1_000;
  private static final String SCHEMA = """
      CREATE TABLE IF NOT EXISTS entry (
        project TEXT NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (project, seq));
      CREATE TABLE IF NOT EXISTS project (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL);
      """;

  private final Connection writing;
  private final BlockingQueue<Append> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final EntryReader reader;
  private final Followers followers = new Followers();
  private final Thread writer;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Promise<Void> finished = Promise.promise();
  private final AtomicLong commits = new AtomicLong();
  private Heads heads = new Heads();

  /** An append that waits for its transaction; without entries it is the sign to end. */
  private record Append(
      List<Entry> entries, Promise<Void> done, @Nullable Context context) {
    void tell(@Nullable Throwable problem) {
      Runnable told = () -> {
        if (problem == null) {
          done.complete();
        } else {
          done.fail(problem);
        }
      };
      if (context == null) {
        told.run();
      } else {
        context.runOnContext(turn -> told.run());
      }
    }
  }

  private DiskJournal(Path file) throws SQLException {
    writing = Database.open(file, VERSION, SCHEMA);
    writing.setAutoCommit(false);
    reader = new EntryReader(Database.open(file, VERSION, SCHEMA));
    for (Entry head : reader.readHeads()) {
      heads.put(head);
    }
    writer = thread(this::write, "journal-writer");
    writer.start();
  }

  static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens a journal, or makes a new one. Blocking: for the start of a node.
   *
   * @throws IllegalStateException when it cannot be opened or read; the message says what to do
   */
  public static DiskJournal open(Path file) {
    try {
      return new DiskJournal(file);
    } catch (SQLException | EventCodec.CorruptEntry e) {
      throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Future<Void> append(List<Entry> entries) {
    Append append = new Append(List.copyOf(entries), Promise.promise(), Vertx.currentContext());
    if (closed.get()) {
      return Future.failedFuture(new IllegalStateException("the journal is closed"));
    }
    if (!waiting.offer(append)) {
      return Future.failedFuture(new IllegalStateException(
          "the journal has " + MAX_WAITING + " appends waiting: the disk is too slow"));
    }
    return append.done().future();
  }

  private void write() {
    List<Append> batch = new ArrayList<>();
    boolean last = false;
    while (!last) {
      batch.clear();
      try {
        batch.add(waiting.take());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
      waiting.drainTo(batch, MAX_BATCH - 1);
      last = batch.removeIf(append -> append.entries().isEmpty());
      write(batch);
    }
    closeQuietly(writing);
    finished.complete();
  }

  /** One transaction for all that may follow; what may not is told so and left out. */
  private void write(List<Append> batch) {
    Heads next = heads.copy();
    List<Append> taken = new ArrayList<>();
    try (PreparedStatement entry = writing.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)");
        PreparedStatement project =
            writing.prepareStatement("INSERT INTO project (id, seq) VALUES (?, ?) "
                + "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq")) {
      for (Append append : batch) {
        try {
          next.advance(append.entries());
        } catch (RuntimeException refused) {
          append.tell(refused);
          continue;
        }
        taken.add(append);
        insert(entry, project, append.entries());
      }
      if (!taken.isEmpty()) {
        entry.executeBatch();
        project.executeBatch();
        writing.commit();
        commits.incrementAndGet();
      }
    } catch (SQLException problem) {
      rollBack();
      IllegalStateException told = new IllegalStateException(
          "the journal could not be written: " + problem.getMessage()
              + "; nothing of it was kept. Is the disk full or read-only?",
          problem);
      taken.forEach(append -> append.tell(told));
      return;
    }
    heads = next;
    taken.forEach(append -> {
      followers.tell(append.entries());
      append.tell(null);
    });
  }

  private static void insert(
      PreparedStatement entry, PreparedStatement project, List<Entry> entries) throws SQLException {
    for (Entry one : entries) {
      entry.setString(1, one.project());
      entry.setLong(2, one.seq());
      entry.setString(3, one.json());
      entry.addBatch();
    }
    project.setString(1, entries.get(0).project());
    project.setLong(2, entries.get(entries.size() - 1).seq());
    project.addBatch();
  }

  private void rollBack() {
    try {
      writing.rollback();
    } catch (SQLException alsoFailed) {
      // The transaction is gone either way: SQLite rolls back what was not committed.
      LOG.warning("the journal could not roll back: " + alsoFailed.getMessage());
    }
  }

  @Override
  public Future<List<Entry>> read(String project, long after, int limit) {
    return reader.read(project, after, limit);
  }

  @Override
  public Future<List<Entry>> heads() {
    return reader.heads();
  }

  @Override
  public Subscription follow(Consumer<Entry> follower) {
    return followers.add(follower);
  }

  /** How many transactions were committed: fewer than appends, where they shared one. */
  long commits() {
    return commits.get();
  }

  @Override
  public Future<Void> close() {
    if (closed.compareAndSet(false, true)) {
      // A put that waits for room is brief: the writer drains the queue to its end.
      thread(() -> waiting.add(new Append(List.of(), Promise.promise(), null)), "journal-closer")
          .start();
      reader.close();
    }
    return finished.future();
  }

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyGone) {
      LOG.fine("closing the journal: " + alreadyGone.getMessage());
    }
  }
}
