package atelier.knowledge;

import atelier.event.EventCodec;
import atelier.event.Lesson;
import atelier.journal.Database;
import atelier.pattern.Pattern;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Stores lessons in an SQLite file and searches them by words (FTS5, best match first). */
public final class LessonStore implements Knowledge {
  private static final Logger LOG = Logger.getLogger(LessonStore.class.getName());
  private static final int MAX_LESSONS = 10_000;
  private static final int MAX_RESULTS = 100;
  private static final int MAX_QUERY_WORDS = 100;
  private static final int MAX_FIELD_CHARS = 2_000;
  private static final Pattern NON_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  /** Words in nearly every text, which are not searched for. */
  private static final Set<String> STOP_WORDS = Set.of(
      "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "has",
      "have", "if", "in", "into", "is", "it", "its", "must", "no", "not", "of", "on", "one", "only",
      "or", "other", "should", "so", "than", "that", "the", "then", "there", "this", "to", "use",
      "was", "what", "when", "where", "which", "will", "with", "you", "your");

  private static final String SCHEMA = """
      CREATE VIRTUAL TABLE IF NOT EXISTS lesson USING fts5(
        id UNINDEXED, confirmed UNINDEXED, title, subject, trigger, advice,
        tokenize = 'porter unicode61');
      """;

  /** Adds the source of a lesson; a virtual table cannot be altered. */
  private static final String WITH_SOURCE = """
      ALTER TABLE lesson RENAME TO lesson_without_source;
      CREATE VIRTUAL TABLE lesson USING fts5(
        id UNINDEXED, confirmed UNINDEXED, title, subject, trigger, advice,
        project UNINDEXED, learned UNINDEXED,
        tokenize = 'porter unicode61');
      INSERT INTO lesson
        SELECT id, confirmed, title, subject, trigger, advice, '', ''
        FROM lesson_without_source ORDER BY rowid;
      DROP TABLE lesson_without_source;
      """;

  private final Vertx vertx;
  private final Connection connection;
  private final boolean shared;
  private final int maxLessons;

  private LessonStore(Vertx vertx, Connection connection, boolean shared, int maxLessons) {
    this.vertx = vertx;
    this.connection = connection;
    this.shared = shared;
    this.maxLessons = maxLessons;
  }

  /**
   * Opens or creates a store. Blocking: call it only when a node starts.
   *
   * @param shared whether lessons are found by other projects than their own
   */
  public static LessonStore open(Vertx vertx, Path file, boolean shared) {
    return open(vertx, file, shared, MAX_LESSONS);
  }

  static LessonStore open(Vertx vertx, Path file, boolean shared, int maxLessons) {
    return new LessonStore(
        vertx, Database.open(file, List.of(SCHEMA, WITH_SOURCE)), shared, maxLessons);
  }

  @Override
  public Future<Void> save(List<Lesson> lessons) {
    List<Lesson> copy = List.copyOf(lessons);
    return vertx.executeBlocking(() -> {
      try {
        saveAll(copy);
        return null;
      } catch (SQLException problem) {
        throw new IllegalStateException(
            "the lessons could not be written, none of them was saved: " + Database.reason(problem),
            problem);
      }
    });
  }

  /** Saves all lessons in one transaction, with one fsync. */
  private synchronized void saveAll(List<Lesson> lessons) throws SQLException {
    try (Statement transaction = connection.createStatement()) {
      transaction.executeUpdate("BEGIN IMMEDIATE");
      try {
        for (Lesson lesson : lessons) {
          String id = id(lesson);
          if (incrementConfirmations(id) == 0) {
            insert(id, lesson);
          }
        }
        deleteBeyondLimit();
        transaction.executeUpdate("COMMIT");
      } catch (SQLException | RuntimeException problem) {
        rollBack(transaction);
        throw problem;
      }
    }
  }

  /** The same for equal lessons; if they are not shared, of the same project. */
  private String id(Lesson lesson) {
    return EventCodec.sha256(normalize(lesson.title()) + "|" + normalize(lesson.advice())
        + (shared ? "" : "|" + lesson.project()));
  }

  private static void rollBack(Statement transaction) {
    try {
      transaction.executeUpdate("ROLLBACK");
    } catch (SQLException alreadyDone) {
      // When the disk is full, SQLite has already rolled back.
      LOG.fine("no transaction of lessons to roll back: " + alreadyDone.getMessage());
    }
  }

  /** Deletes the lessons with the fewest confirmations, oldest first. */
  private void deleteBeyondLimit() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM lesson WHERE rowid IN (SELECT rowid FROM lesson "
            + "ORDER BY confirmed DESC, rowid DESC LIMIT -1 OFFSET ?)")) {
      delete.setInt(1, maxLessons);
      delete.executeUpdate();
    }
  }

  private int incrementConfirmations(String id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE lesson SET confirmed = confirmed + 1 WHERE id = ?")) {
      update.setString(1, id);
      return update.executeUpdate();
    }
  }

  private void insert(String id, Lesson lesson) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO lesson VALUES (?, 1, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, truncate(lesson.title()));
      insert.setString(3, truncate(lesson.subject()));
      insert.setString(4, truncate(lesson.trigger()));
      insert.setString(5, truncate(lesson.advice()));
      insert.setString(6, lesson.project());
      insert.setString(7, lesson.learned());
      insert.executeUpdate();
    }
  }

  private static String normalize(String text) {
    return NON_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static String truncate(String text) {
    int end = Math.min(text.length(), MAX_FIELD_CHARS);
    boolean inPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, inPair ? end - 1 : end);
  }

  @Override
  public Future<List<Lesson>> search(String project, String subject, String text, int limit) {
    String words = toMatchExpression(text);
    return words.isEmpty() || limit <= 0
        ? Future.succeededFuture(List.of())
        : vertx.executeBlocking(() -> query(project, subject, words, Math.min(limit, MAX_RESULTS)));
  }

  private synchronized List<Lesson> query(String project, String subject, String words, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "SELECT title, subject, trigger, advice, project, learned FROM lesson "
            + "WHERE lesson MATCH ? AND lower(subject) = ? AND (? OR project = ?) "
            + "ORDER BY bm25(lesson) * (10 + min(confirmed, 10)) LIMIT ?")) {
      query.setString(1, words);
      query.setString(2, subject.toLowerCase(Locale.ROOT));
      query.setBoolean(3, shared);
      query.setString(4, project);
      query.setInt(5, limit);
      List<Lesson> lessons = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lessons.add(new Lesson(
              rows.getString(1),
              rows.getString(2),
              rows.getString(3),
              rows.getString(4),
              rows.getString(5),
              rows.getString(6)));
        }
      }
      return lessons;
    }
  }

  /** An FTS5 expression of quoted words, so that no text is parsed as query syntax. */
  private static String toMatchExpression(String text) {
    return NON_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> word.length() > 1 && !STOP_WORDS.contains(word))
        .distinct()
        .limit(MAX_QUERY_WORDS)
        .map(word -> "\"" + word + "\"")
        .collect(Collectors.joining(" OR "));
  }

  /** Closes the file. Does not use Vert.x, which may already be closed. */
  public synchronized Future<Void> close() {
    try {
      connection.close();
      return Future.succeededFuture();
    } catch (SQLException e) {
      return Future.failedFuture(e);
    }
  }
}
