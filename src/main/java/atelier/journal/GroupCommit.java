package atelier.journal;

import io.vertx.core.Future;
import java.sql.Connection;
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
 * A connection for writing and the thread that has it. Whatever was asked for while it was busy
 * shares the next transaction, and so its fsync.
 */
final class GroupCommit {
  static final int MAX_WAITING_CHARS = 64 * 1024 * 1024;
  /** What a write takes beside its text, so that many small ones are bounded too. */
  static final int OVERHEAD_CHARS = 1_024;

  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());
  private static final int MAX_SHARING = 1_000;

  /** Begun and ended by hand: the driver does not notice when SQLite rolls back by itself. */
  private final Statement transaction;

  private final Memory memory;
  private final LinkedBlockingQueue<PendingWrite<?>> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_WAITING_CHARS);
  private final AtomicLong commits = new AtomicLong();
  private final SqliteThread thread;

  /** What is known of the database without reading it; it ends as the transaction ends. */
  interface Memory {
    void keep();

    void drop();
  }

  /** A change, made within a transaction that others may share. */
  interface Write<T> {
    /**
     * Makes it. A failed future says that it is refused and that nothing was written; what is
     * thrown undoes the whole transaction.
     */
    Future<T> make() throws SQLException;

    /** It has been fsynced; for the writing thread. */
    default void kept(T result) {}
  }

  GroupCommit(Connection connection, Memory memory) throws SQLException {
    this.memory = memory;
    thread = new SqliteThread("journal-writer", connection, Integer.MAX_VALUE);
    transaction = connection.createStatement();
  }

  /**
   * Makes a change in its turn.
   *
   * @param chars how much text it holds until then
   */
  <T> Future<T> submit(int chars, Write<T> write) {
    PendingWrite<T> one = new PendingWrite<>(write, chars + OVERHEAD_CHARS);
    if (!room.tryAcquire(one.size)) {
      return one.refused("the journal has " + MAX_WAITING_CHARS
          + " characters waiting, the disk is too slow: try again later");
    }
    waiting.add(one);
    try {
      // As many turns as writes: whichever comes first takes all that wait by then.
      thread.execute(this::writeWaiting);
    } catch (RejectedExecutionException closed) {
      if (waiting.remove(one)) {
        return one.refused("the journal is closed");
      }
    }
    return one.answer.future();
  }

  private void writeWaiting() {
    List<PendingWrite<?>> group = new ArrayList<>();
    waiting.drainTo(group, MAX_SHARING);
    if (!group.isEmpty()) {
      write(group);
    }
  }

  private void write(List<PendingWrite<?>> group) {
    try {
      transaction.executeUpdate("BEGIN IMMEDIATE");
      for (PendingWrite<?> one : group) {
        one.make();
      }
      transaction.executeUpdate("COMMIT");
      commits.incrementAndGet();
      memory.keep();
    } catch (SQLException | RuntimeException problem) {
      rollBack();
      // One that finds no room must not take the others with it.
      if (group.size() > 1) {
        group.forEach(one -> write(List.of(one)));
        return;
      }
      group.get(0).failed(problem);
    }
    for (PendingWrite<?> one : group) {
      room.release(one.size);
      one.tell();
    }
  }

  private void rollBack() {
    memory.drop();
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

  /** A write that waits for its transaction. */
  private static final class PendingWrite<T> {
    private final Write<T> write;
    private final int size;
    private final ContextFuture<T> answer = new ContextFuture<>();
    private Future<T> result = Future.failedFuture("not made yet");

    PendingWrite(Write<T> write, int size) {
      this.write = write;
      this.size = size;
    }

    Future<T> refused(String why) {
      answer.give(Future.failedFuture(new IllegalStateException(why)));
      return answer.future();
    }

    void make() throws SQLException {
      result = write.make();
    }

    void failed(Exception problem) {
      String reason =
          problem instanceof SQLException sql ? Database.reason(sql) : problem.toString();
      result = Future.failedFuture(new IllegalStateException(
          "the journal could not be written, nothing of the append was kept: " + reason, problem));
    }

    void tell() {
      if (result.succeeded()) {
        write.kept(result.result());
      }
      answer.give(result);
    }
  }
}
