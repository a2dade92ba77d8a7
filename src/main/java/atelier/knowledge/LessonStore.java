package atelier.knowledge;

import atelier.event.EventCodec;
import atelier.event.Lesson;
import atelier.journal.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lessons in an SQLite file, found again by their words (FTS5, best match first). */
public final class LessonStore implements Knowledge {
  private static final int VERSION = 1;
  private static final int MAX_LESSONS = 10_000;
  private static final int MAX_WORDS = 40;
  private static final String SCHEMA = """
      CREATE VIRTUAL TABLE IF NOT EXISTS lesson USING fts5(
        id UNINDEXED, confirmed UNINDEXED, title, subject, trigger, advice,
        tokenize = 'porter unicode61');
      """;

  private final Vertx vertx;
  private final Connection connection;

  private LessonStore(Vertx vertx, Connection connection) {
    this.vertx = vertx;
    this.connection = connection;
  }

  /** Opens a store, or makes a new one. Blocking: for the start of a node. */
  public static LessonStore open(Vertx vertx, Path file) {
    return new LessonStore(vertx, Database.open(file, VERSION, SCHEMA));
  }

  @Override
  public Future<Void> remember(List<Lesson> lessons) {
    return vertx.executeBlocking(() -> {
      keep(lessons);
      return null;
    });
  }

  private synchronized void keep(List<Lesson> lessons) throws SQLException {
    for (Lesson lesson : lessons) {
      String id = EventCodec.sha256(normal(lesson.title()) + "|" + normal(lesson.advice()));
      if (confirmed(id) == 0) {
        insert(id, lesson);
      }
    }
    try (PreparedStatement drop =
        connection.prepareStatement("DELETE FROM lesson WHERE rowid IN (SELECT rowid FROM lesson "
            + "ORDER BY confirmed DESC, rowid DESC LIMIT -1 OFFSET ?)")) {
      drop.setInt(1, MAX_LESSONS);
      drop.executeUpdate();
    }
  }

  private int confirmed(String id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE lesson SET confirmed = confirmed + 1 WHERE id = ?")) {
      update.setString(1, id);
      return update.executeUpdate();
    }
  }

  private void insert(String id, Lesson lesson) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO lesson VALUES (?, 1, ?, ?, ?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, lesson.title());
      insert.setString(3, lesson.subject());
      insert.setString(4, lesson.trigger());
      insert.setString(5, lesson.advice());
      insert.executeUpdate();
    }
  }

  private static String normal(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\W+", " ").strip();
  }

  @Override
  public Future<List<Lesson>> recall(String subject, String text, int limit) {
    String words = words(text);
    return words.isEmpty()
        ? Future.succeededFuture(List.of())
        : vertx.executeBlocking(() -> matching(subject, words, limit));
  }

  private synchronized List<Lesson> matching(String subject, String words, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "SELECT title, subject, trigger, advice FROM lesson WHERE lesson MATCH ? "
            + "AND lower(subject) = ? ORDER BY bm25(lesson), confirmed DESC LIMIT ?")) {
      query.setString(1, words);
      query.setString(2, subject.toLowerCase(Locale.ROOT));
      query.setInt(3, limit);
      List<Lesson> lessons = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lessons.add(new Lesson(
              rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
      return lessons;
    }
  }

  /** Plain words, each quoted: nothing in them is taken for the query language. */
  private static String words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
        .filter(word -> word.length() > 2)
        .distinct()
        .limit(MAX_WORDS)
        .map(word -> "\"" + word + "\"")
        .collect(Collectors.joining(" OR "));
  }

  /** Gives the file back. Brief: also after its Vert.x is closed. */
  public synchronized Future<Void> close() {
    try {
      connection.close();
      return Future.succeededFuture();
    } catch (SQLException e) {
      return Future.failedFuture(e);
    }
  }
}
