package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

/**
 * The writing half of a disk journal: a connection and a thread of its own. Whatever was asked for
 * while it was busy shares the next transaction, and so its fsync.
 */
final class EntryWriter {
  static final int MAX_WAITING_CHARS = 64 * 1024 * 1024;
  /** What an append takes beside its text, so that many small ones are bounded too. */
  static final int OVERHEAD_CHARS = 1_024;

  private static final Logger LOG = Logger.getLogger(EntryWriter.class.getName());
  private static final int MAX_SHARING = 1_000;

  /** Begun and ended by hand: the driver does not notice when SQLite rolls back by itself. */
  private final Statement transaction;

  private final PreparedStatement insertEntry;
  private final PreparedStatement moveProject;
  private final Heads heads = new Heads();
  private final Followers followers;
  private final LinkedBlockingQueue<Append> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_WAITING_CHARS);
  private final AtomicLong commits = new AtomicLong();
  private final DiskThread thread;

  /** An append that waits for its transaction. */
  private record Append(Batch batch, int size, Answer<Void> answer) {}

  EntryWriter(Connection connection, List<Entry> last, Followers followers) throws SQLException {
    this.followers = followers;
    thread = new DiskThread("journal-writer", connection, Integer.MAX_VALUE);
    last.forEach(heads::put);
    heads.keep();
    transaction = connection.createStatement();
    insertEntry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)");
    moveProject = connection.prepareStatement("INSERT INTO project (id, seq) VALUES (?, ?) "
        + "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq");
  }

  Future<Void> append(Batch batch) {
    Append append = new Append(batch, batch.chars() + OVERHEAD_CHARS, new Answer<>());
    if (!room.tryAcquire(append.size())) {
      return refused(
          append,
          "the journal has " + MAX_WAITING_CHARS
              + " characters waiting, the disk is too slow: try again later");
    }
    waiting.add(append);
    try {
      // As many turns as appends: whichever comes first takes all that wait by then.
      thread.execute(this::writeWaiting);
    } catch (RejectedExecutionException closed) {
      if (waiting.remove(append)) {
        return refused(append, "the journal is closed");
      }
    }
    return append.answer().future();
  }

  private static Future<Void> refused(Append append, String why) {
    append.answer().give(Future.failedFuture(new IllegalStateException(why)));
    return append.answer().future();
  }

  private void writeWaiting() {
    List<Append> group = new ArrayList<>();
    waiting.drainTo(group, MAX_SHARING);
    if (!group.isEmpty()) {
      write(group);
    }
  }

  private void write(List<Append> group) {
    List<Future<Void>> results = new ArrayList<>();
    try {
      transaction.executeUpdate("BEGIN IMMEDIATE");
      for (Append append : group) {
        results.add(insert(append.batch()));
      }
      transaction.executeUpdate("COMMIT");
      commits.incrementAndGet();
      heads.keep();
    } catch (SQLException | RuntimeException problem) {
      rollBack();
      // One that finds no room must not take the others with it.
      if (group.size() > 1) {
        group.forEach(append -> write(List.of(append)));
        return;
      }
      results = List.of(Future.failedFuture(failure(problem)));
    }
    for (int i = 0; i < group.size(); i++) {
      tell(group.get(i), results.get(i));
    }
  }

  /** Fails where the batch may not follow; throws where it may but cannot be written. */
  private Future<Void> insert(Batch batch) throws SQLException {
    try {
      heads.advance(batch);
    } catch (Journal.Conflict conflict) {
      return Future.failedFuture(conflict);
    }
    for (Entry entry : batch.entries()) {
      insertEntry.setString(1, entry.project());
      insertEntry.setLong(2, entry.seq());
      insertEntry.setString(3, entry.json());
      insertEntry.executeUpdate();
    }
    moveProject.setString(1, batch.last().project());
    moveProject.setLong(2, batch.last().seq());
    moveProject.executeUpdate();
    return Future.succeededFuture();
  }

  private void tell(Append append, Future<Void> result) {
    room.release(append.size());
    if (result.succeeded()) {
      followers.tell(append.batch().entries());
    }
    append.answer().give(result);
  }

  private static IllegalStateException failure(Exception problem) {
    String reason = problem instanceof SQLException sql ? Database.reason(sql) : problem.toString();
    return new IllegalStateException(
        "the journal could not be written, nothing of the append was kept: " + reason, problem);
  }

  private void rollBack() {
    heads.drop();
    try {
      transaction.executeUpdate("ROLLBACK");
    } catch (SQLException alreadyDone) {
      // When the disk is full, SQLite has rolled back by itself.
      LOG.fine("the journal had nothing to roll back: " + alreadyDone.getMessage());
    }
  }

  long commits() {
    return commits.get();
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> end() {
    return thread.end();
  }
}
