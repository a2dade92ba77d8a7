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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

/**
 * Group commit (DeWitt et al., 1984): one thread writes, and all writes submitted while it was busy
 * share the next transaction and its fsync.
 */
final class GroupCommit {
  static final int MAX_PENDING_CHARS = 64 * 1024 * 1024;
  /** Added to the size of each write, so that the number of small writes is limited too. */
  static final int OVERHEAD_CHARS = 1_024;

  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());
  private static final int MAX_GROUP_SIZE = 1_000;
  private static final long PROBLEM_NS = TimeUnit.MINUTES.toNanos(1);

  /** Runs BEGIN, COMMIT and ROLLBACK: the driver does not notice a rollback by SQLite itself. */
  private final Statement transaction;

  private final TransactionalState state;
  private final LinkedBlockingQueue<PendingWrite<?>> pending = new LinkedBlockingQueue<>();
  private final Semaphore capacity = new Semaphore(MAX_PENDING_CHARS);
  private final AtomicLong commits = new AtomicLong();
  private volatile WriteProblem problem = WriteProblem.NONE;
  private final SqliteThread thread;

  /** State in memory that is committed and rolled back with the transaction. */
  interface TransactionalState {
    void commit();

    void rollBack();
  }

  /** A change within a transaction that other changes may share. */
  interface Write<T> {
    /**
     * Writes the change. Returns a failed future if it is rejected and nothing was written; an
     * exception rolls back the whole transaction.
     */
    Future<T> apply() throws SQLException;

    /** Called on the writing thread after the fsync. */
    default void onCommitted(T result) {}
  }

  GroupCommit(Connection connection, TransactionalState state) throws SQLException {
    this.state = state;
    thread = new SqliteThread("journal-writer", connection, Integer.MAX_VALUE);
    transaction = connection.createStatement();
  }

  /**
   * Applies a change after the ones submitted before.
   *
   * @param chars the length of its text, for the limit of pending text
   */
  <T> Future<T> submit(int chars, Write<T> write) {
    PendingWrite<T> pendingWrite = new PendingWrite<>(write, chars + OVERHEAD_CHARS);
    if (!capacity.tryAcquire(pendingWrite.size)) {
      return pendingWrite.refuse("the journal has " + MAX_PENDING_CHARS
          + " pending characters, the disk is too slow: try again later");
    }
    pending.add(pendingWrite);
    try {
      // One run per write: the first run takes all writes that are pending by then.
      thread.execute(this::writePending);
    } catch (RejectedExecutionException closed) {
      if (pending.remove(pendingWrite)) {
        return pendingWrite.refuse("the journal is closed");
      }
    }
    return pendingWrite.promise.future();
  }

  private void writePending() {
    List<PendingWrite<?>> writes = new ArrayList<>();
    pending.drainTo(writes, MAX_GROUP_SIZE);
    if (!writes.isEmpty()) {
      write(writes);
    }
  }

  private void write(List<PendingWrite<?>> writes) {
    try {
      transaction.executeUpdate("BEGIN IMMEDIATE");
      for (PendingWrite<?> write : writes) {
        write.apply();
      }
      transaction.executeUpdate("COMMIT");
      commits.incrementAndGet();
      problem = WriteProblem.NONE;
      state.commit();
    } catch (SQLException | RuntimeException problem) {
      rollBack();
      // A write that does not fit on the disk must not fail the others.
      if (writes.size() > 1) {
        writes.forEach(write -> write(List.of(write)));
        return;
      }
      writes.get(0).fail(problem);
      noteFailure(writes.get(0));
    }
    for (PendingWrite<?> write : writes) {
      capacity.release(write.size);
      write.complete();
    }
  }

  private void noteFailure(PendingWrite<?> write) {
    if (write.result.cause() instanceof Journal.DiskFull full) {
      problem = new WriteProblem(String.valueOf(full.getMessage()), System.nanoTime());
    }
  }

  /** That the disk was full in the last minute, since the last commit; empty otherwise. */
  String writeProblem() {
    WriteProblem latest = problem;
    return System.nanoTime() - latest.atNs() < PROBLEM_NS ? latest.text() : "";
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

  /** Finishes pending writes, then rejects further ones. */
  Future<Void> close() {
    return thread.closeWhenDone();
  }

  /** Why a write failed, and when. */
  private record WriteProblem(String text, long atNs) {
    static final WriteProblem NONE = new WriteProblem("", System.nanoTime() - PROBLEM_NS);
  }

  /** A write that has no transaction yet. */
  private static final class PendingWrite<T> {
    private final Write<T> write;
    private final int size;
    private final ContextFuture<T> promise = new ContextFuture<>();
    private Future<T> result = Future.failedFuture("not applied yet");

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
      String message = "the journal could not be written, no entry was appended: " + reason;
      result = Future.failedFuture(
          problem instanceof SQLException sql && Database.isDiskFull(sql)
              ? new Journal.DiskFull(message)
              : new IllegalStateException(message, problem));
    }

    void complete() {
      if (result.succeeded()) {
        write.onCommitted(result.result());
      }
      promise.complete(result);
    }
  }
}
