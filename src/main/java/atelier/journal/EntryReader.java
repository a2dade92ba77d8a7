package atelier.journal;

import atelier.event.Entry;
import atelier.event.EventCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The reading half of a disk journal: a connection and a thread of its own. */
final class EntryReader {
  private final Connection connection;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> DiskJournal.thread(work, "journal-reader"));

  EntryReader(Connection connection) {
    this.connection = connection;
  }

  Future<List<Entry>> read(String project, long after, int limit) {
    return onThread(() -> {
      try (PreparedStatement query = connection.prepareStatement(
          "SELECT json FROM entry WHERE project = ? AND seq > ? ORDER BY seq LIMIT ?")) {
        query.setString(1, project);
        query.setLong(2, after);
        query.setInt(3, limit);
        return entries(query);
      }
    });
  }

  Future<List<Entry>> heads() {
    return onThread(this::readHeads);
  }

  List<Entry> readHeads() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "SELECT json FROM project JOIN entry ON entry.project = id AND entry.seq = project.seq "
            + "ORDER BY number")) {
      return entries(query);
    }
  }

  private static List<Entry> entries(PreparedStatement query) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        entries.add(EventCodec.decode(rows.getString(1)));
      }
    }
    return entries;
  }

  /** A call on the reading thread, answered on the caller's context where there is one. */
  private <T> Future<T> onThread(Callable<T> call) {
    Context context = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    try {
      thread.execute(() -> {
        Future<T> result = called(call);
        if (context == null) {
          result.onComplete(promise);
        } else {
          context.runOnContext(turn -> result.onComplete(promise));
        }
      });
    } catch (RejectedExecutionException closed) {
      return Future.failedFuture(new IllegalStateException("the journal is closed"));
    }
    return promise.future();
  }

  private static <T> Future<T> called(Callable<T> call) {
    try {
      return Future.succeededFuture(call.call());
    } catch (Exception problem) {
      return Future.failedFuture(problem);
    }
  }

  void close() {
    thread.execute(() -> DiskJournal.closeQuietly(connection));
    thread.shutdown();
  }
}
