package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads a disk journal with its own connection and thread. Verifies everything that it returns:
 * each line by its hash, its position by the line before.
 */
final class EntryReader {
  private static final int MAX_PENDING = 1_000;
  /** Starts at the project's row, so that missing lines at the end are detected too. */
  private static final String READ = """
      SELECT project.seq AS last, entry.json AS json
      FROM project LEFT JOIN entry ON entry.project = id AND entry.seq >= ?
      WHERE id = ? ORDER BY entry.seq LIMIT ?""";

  private static final String HEADS = """
      SELECT id, project.seq AS position, entry.json AS json
      FROM project LEFT JOIN entry ON entry.project = id AND entry.seq = project.seq
      ORDER BY number""";

  private static final String FIRSTS = """
      SELECT id, 1 AS position, entry.json AS json
      FROM project LEFT JOIN entry ON entry.project = id AND entry.seq = 1
      ORDER BY number""";

  /** SQLite takes the columns beside MAX from the row with the maximum: the last line of each. */
  private static final String ASIDES = """
      SELECT project, winner, MAX(seq) AS seq, json FROM aside
      GROUP BY project, winner ORDER BY project, winner""";

  private static final String ASIDE =
      "SELECT seq, json FROM aside WHERE project = ? AND winner = ? ORDER BY seq";

  private final Connection connection;
  private final SqliteThread thread;

  EntryReader(Connection connection) {
    this.connection = connection;
    thread = new SqliteThread("journal-reader", connection, MAX_PENDING);
  }

  Future<List<Entry>> read(String project, long after, int limit) {
    return limit <= 0
        ? runOnThread(List::of)
        : runOnThread(() -> readAfter(project, Math.max(after, 0), limit));
  }

  Future<List<Entry>> lastEntries() {
    return runOnThread(this::readLastEntries);
  }

  Future<List<Entry>> firstEntries() {
    return runOnThread(() -> readOnePerProject(FIRSTS));
  }

  private List<Entry> readAfter(String project, long after, int limit) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setLong(1, after);
      query.setString(2, project);
      query.setLong(3, limit + 1L);
      try (ResultSet rows = query.executeQuery()) {
        return readChain(rows, project, after, limit);
      }
    }
  }

  /** Reads the entry before the first requested one too, for its hash. */
  private static List<Entry> readChain(ResultSet rows, String project, long after, int limit)
      throws SQLException {
    List<Entry> entries = new ArrayList<>();
    EntryPosition position =
        after == 0 ? EntryPosition.first(project) : EntryPosition.at(project, after);
    long last = 0;
    while (entries.size() < limit && rows.next()) {
      last = rows.getLong("last");
      if (last < after) {
        return entries;
      }
      Entry entry = position.verify(rows.getString("json"));
      position = position.next(entry);
      if (entry.seq() > after) {
        entries.add(entry);
      }
    }
    if (entries.size() < limit && position.seq() <= last) {
      throw position.damage("it is missing");
    }
    return entries;
  }

  Future<List<Aside>> asides() {
    return runOnThread(() -> {
      List<Aside> asides = new ArrayList<>();
      try (PreparedStatement query = connection.prepareStatement(ASIDES);
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String project = rows.getString("project");
          Entry head =
              EntryPosition.at(project, rows.getLong("seq")).verify(rows.getString("json"));
          asides.add(new Aside(project, rows.getString("winner"), head.hash()));
        }
      }
      return asides;
    });
  }

  Future<List<Entry>> read(Aside aside) {
    return runOnThread(() -> {
      List<Entry> entries = new ArrayList<>();
      try (PreparedStatement query = connection.prepareStatement(ASIDE)) {
        query.setString(1, aside.project());
        query.setString(2, aside.winner());
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            EntryPosition position = EntryPosition.at(aside.project(), rows.getLong("seq"));
            entries.add(position.verify(rows.getString("json")));
          }
        }
      }
      return entries;
    });
  }

  List<Entry> readLastEntries() throws SQLException {
    return readOnePerProject(HEADS);
  }

  /** Reads one entry of each project. */
  private List<Entry> readOnePerProject(String sql) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        entries.add(EntryPosition.at(rows.getString("id"), rows.getLong("position"))
            .verify(rows.getString("json")));
      }
    }
    return entries;
  }

  /** Runs a call on the reading thread. */
  private <T> Future<T> runOnThread(Callable<T> call) {
    ContextFuture<T> promise = new ContextFuture<>();
    try {
      thread.execute(() -> promise.complete(call(call)));
    } catch (RejectedExecutionException rejected) {
      promise.complete(Future.failedFuture(new IllegalStateException(
          thread.isShutdown()
              ? "the journal is closed"
              : "the journal has " + MAX_PENDING + " pending reads: try again later")));
    }
    return promise.future();
  }

  private static <T> Future<T> call(Callable<T> call) {
    try {
      return Future.succeededFuture(call.call());
    } catch (SQLException problem) {
      return Future.failedFuture(new IllegalStateException(
          "the journal could not be read: " + Database.reason(problem), problem));
    } catch (Exception problem) {
      return Future.failedFuture(problem);
    }
  }

  /** Finishes pending reads, then rejects further ones. */
  Future<Void> close() {
    return thread.closeWhenDone();
  }
}
