package atelier.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/** Opens an SQLite file so that what is committed survives a power cut. */
public final class Database {
  private static final int BUSY_TIMEOUT_MS = 5_000;
  /** What is left of the write-ahead log once all of it is in the file. */
  private static final int MAX_IDLE_LOG_BYTES = 16 * 1024 * 1024;

  private static final String DAMAGED =
      "it is damaged, or not a database: put a backup in its place, or move it away to begin anew";

  /** By SQLite's primary result code: what is wrong, and what to do about it. */
  private static final Map<Integer, String> REASONS = Map.of(
      SQLiteErrorCode.SQLITE_FULL.code,
      "the disk is full: make room on it",
      SQLiteErrorCode.SQLITE_READONLY.code,
      "it is read-only: make it and its folder writable",
      SQLiteErrorCode.SQLITE_CANTOPEN.code,
      "it cannot be opened: its folder must be there and writable",
      SQLiteErrorCode.SQLITE_BUSY.code,
      "another program holds it: stop that program",
      SQLiteErrorCode.SQLITE_IOERR.code,
      "the disk reports an error: see the system's log, and whether it is full",
      SQLiteErrorCode.SQLITE_NOTADB.code,
      DAMAGED,
      SQLiteErrorCode.SQLITE_CORRUPT.code,
      DAMAGED);

  private Database() {}

  /**
   * Opens a database and brings it up to date, or makes a new one for this user alone. Blocking.
   *
   * @param versions for each version the statements that make it from the one before, the first
   *     from nothing; each statement ends with a semicolon
   * @throws IllegalStateException when the file cannot be used, or is of a newer version
   */
  public static Connection open(Path file, List<String> versions) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    config.setJournalSizeLimit(MAX_IDLE_LOG_BYTES);
    try {
      createFile(file);
      return migrate(config.createConnection("jdbc:sqlite:" + file), file, versions);
    } catch (IOException e) {
      throw new IllegalStateException(
          file + " cannot be made: its folder must be there and writable, or choose another with"
              + " --data DIR (" + e.getMessage() + ")",
          e);
    } catch (SQLException e) {
      throw new IllegalStateException(
          file + " cannot be used: " + reason(e) + ", or choose another folder with --data DIR", e);
    }
  }

  /** Makes something of a connection for reading and one for writing. */
  @FunctionalInterface
  interface ConnectionPairFactory<T> {
    T create(Connection reading, Connection writing) throws SQLException;
  }

  /**
   * Opens a database twice, to read and to write side by side. Blocking.
   *
   * @throws IllegalStateException as {@link #open} does, or where what is in it cannot be read
   */
  static <T> T openPair(Path file, List<String> versions, ConnectionPairFactory<T> made) {
    List<Connection> open = new ArrayList<>();
    try {
      open.add(open(file, versions));
      open.add(open(file, versions));
      return made.create(open.get(0), open.get(1));
    } catch (SQLException e) {
      open.forEach(SqliteThread::closeQuietly);
      throw new IllegalStateException(file + " cannot be read: " + reason(e), e);
    } catch (RuntimeException e) {
      open.forEach(SqliteThread::closeQuietly);
      throw e;
    }
  }

  /** What an SQLite failure means to a person, with SQLite's own words at the end. */
  public static String reason(SQLException problem) {
    String known = REASONS.get(problem.getErrorCode() & 0xff);
    return known == null ? problem.toString() : known + " (" + problem.getMessage() + ")";
  }

  private static void createFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static Connection migrate(Connection connection, Path file, List<String> versions)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int found = readVersion(statement);
      if (found > versions.size()) {
        throw new IllegalStateException(file + " is of version " + found
            + ", newer than this Atelier knows (" + versions.size()
            + "): use a newer atelier.jar");
      }
      if (found < versions.size()) {
        statement.executeUpdate("BEGIN IMMEDIATE;"
            + String.join("", versions.subList(found, versions.size()))
            + "PRAGMA user_version=" + versions.size() + ";COMMIT;");
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static int readVersion(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }
}
