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
  static final int MAX_PENDING_CHARS = 64 * 1024 * 1024;
  /** What a write takes beside its text, so that many small ones are bounded too. */
  static final int OVERHEAD_CHARS = 1_024;

  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());
  private static final int MAX_GROUP_SIZE = 1_000;

  /** Begun and ended by hand: the driver does not notice when SQLite rolls back by itself. */
  private final Statement transaction;

  private final TransactionalState state;
  private final LinkedBlockingQueue<PendingWrite<?>> pending = new LinkedBlockingQueue<>();
  private final Semaphore capacity = new Semaphore(MAX_PENDING_CHARS);
  private final AtomicLong commits = new AtomicLong();
  private final SqliteThread thread;

  /** What is known of the database without reading it; it ends as the transaction ends. */
  interface TransactionalState {
    void commit();

    void rollBack();
  }

  /** A change, made within a transaction that others may share. */
  interface Write<T> {
    /**
     * Makes it. A failed future says that it is refused and that nothing was written; what is
     * thrown undoes the whole transaction.
     */
    Future<T> apply() throws SQLException;

    /** It has been fsynced; for the writing thread. */
    default void onCommitted(T result) {}
  }

  GroupCommit(Connection connection, TransactionalState memory) throws SQLException {
    this.state = memory;
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
    if (!capacity.tryAcquire(one.size)) {
      return one.refuse("the journal has " + MAX_PENDING_CHARS
          + " characters waiting, the disk is too slow: try again later");
    }
    pending.add(one);
    try {
      // As many turns as writes: whichever comes first takes all that wait by then.
      thread.execute(this::writePending);
    } catch (RejectedExecutionException closed) {
      if (pending.remove(one)) {
        return one.refuse("the journal is closed");
      }
    }
    return one.promise.future();
  }

  private void writePending() {
    List<PendingWrite<?>> group = new ArrayList<>();
    pending.drainTo(group, MAX_GROUP_SIZE);
    if (!group.isEmpty()) {
      write(group);
    }
  }

  private void write(List<PendingWrite<?>> group) {
    try {
      transaction.executeUpdate("BEGIN IMMEDIATE");
      for (PendingWrite<?> one : group) {
        one.apply();
      }
      transaction.executeUpdate("COMMIT");
      commits.incrementAndGet();
      state.commit();
    } catch (SQLException | RuntimeException problem) {
      rollBack();
      // One that finds no room must not take the others with it.
      if (group.size() > 1) {
        group.forEach(one -> write(List.of(one)));
        return;
      }
      group.get(0).fail(problem);
    }
    for (PendingWrite<?> one : group) {
      capacity.release(one.size);
      one.complete();
    }
  }

  private void rollBack() {
    state.rollBack();
    try {
      transaction.executeUpdate("ROLLBACK");
    } catch (SQLException alreadyDone) {
      // When the disk is full, SQLite has rolled back by itself.
      LOG.fine("the journal had nothing to roll back: " + alreadyDone.getMessage());
    }
  }

  long commitCount() {
    return commits.get();
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> close() {
    return thread.closeWhenDone();
  }

  /** A write that waits for its transaction. */
  private static final class PendingWrite<T> {
    private final Write<T> write;
    private final int size;
    private final ContextFuture<T> promise = new ContextFuture<>();
    private Future<T> result = Future.failedFuture("not made yet");

    PendingWrite(Write<T> write, int size) {
      this.write = write;
      this.size = size;
    }

    Future<T> refuse(String why) {
      promise.complete(Future.failedFuture(new IllegalStateException(why)));
      return promise.future();
    }

    void apply() throws SQLException {
      result = write.apply();
    }

    void fail(Exception problem) {
      String reason =
          problem instanceof SQLException sql ? Database.reason(sql) : problem.toString();
      result = Future.failedFuture(new IllegalStateException(
          "the journal could not be written, nothing of the append was kept: " + reason, problem));
    }

    void complete() {
      if (result.succeeded()) {
        write.onCommitted(result.result());
      }
      promise.complete(result);
    }
  }
}
