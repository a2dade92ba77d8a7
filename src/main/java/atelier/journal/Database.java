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

/** Opens an SQLite file so that commits survive a power failure. */
public final class Database {
  private static final int BUSY_TIMEOUT_MS = 5_000;
  /** The size to which the write-ahead log is truncated after a checkpoint. */
  private static final int MAX_IDLE_LOG_BYTES = 16 * 1024 * 1024;

  private static final String DAMAGED =
      "it is damaged, or not a database: replace it by a backup, or move it away to start anew";

  /** What is wrong and what to do, by SQLite's primary result code (sqlite.org/rescode.html). */
  private static final Map<Integer, String> REASONS = Map.of(
      SQLiteErrorCode.SQLITE_FULL.code,
      "the disk is full: free some space",
      SQLiteErrorCode.SQLITE_READONLY.code,
      "it is read-only: make it and its folder writable",
      SQLiteErrorCode.SQLITE_CANTOPEN.code,
      "it cannot be opened: its folder must exist and be writable",
      SQLiteErrorCode.SQLITE_BUSY.code,
      "another program uses it: stop that program",
      SQLiteErrorCode.SQLITE_IOERR.code,
      "the disk reports an error: check the system's log, and whether the disk is full",
      SQLiteErrorCode.SQLITE_NOTADB.code,
      DAMAGED,
      SQLiteErrorCode.SQLITE_CORRUPT.code,
      DAMAGED);

  private Database() {}

  /**
   * Opens a database and migrates it to the newest version, or creates one that only this user can
   * read. Blocking.
   *
   * @param versions the statements that migrate to each version from the one before, the first from
   *     an empty file; each statement ends with a semicolon
   * @throws IllegalStateException if the file cannot be used or has a newer version
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
          file + " cannot be created: its folder must exist and be writable, or choose another with"
              + " --data DIR (" + e.getMessage() + ")",
          e);
    } catch (SQLException e) {
      throw new IllegalStateException(
          file + " cannot be used: " + reason(e) + ", or choose another folder with --data DIR", e);
    }
  }

  /** Creates an object from a connection for reading and one for writing. */
  @FunctionalInterface
  interface ConnectionPairFactory<T> {
    T create(Connection reading, Connection writing) throws SQLException;
  }

  /**
   * Opens a database twice, to read and write concurrently. Blocking.
   *
   * @throws IllegalStateException as {@link #open} does, or if its content cannot be read
   */
  static <T> T openPair(Path file, List<String> versions, ConnectionPairFactory<T> factory) {
    List<Connection> connections = new ArrayList<>();
    try {
      connections.add(open(file, versions));
      connections.add(open(file, versions));
      return factory.create(connections.get(0), connections.get(1));
    } catch (SQLException e) {
      connections.forEach(SqliteThread::closeQuietly);
      throw new IllegalStateException(file + " cannot be read: " + reason(e), e);
    } catch (RuntimeException e) {
      connections.forEach(SqliteThread::closeQuietly);
      throw e;
    }
  }

  /** Whether there was no space for a change. */
  static boolean isDiskFull(SQLException problem) {
    return (problem.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_FULL.code;
  }

  /** Describes an SQLite failure for a person, with SQLite's message at the end. */
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
      int version = readVersion(statement);
      if (version > versions.size()) {
        throw new IllegalStateException(file + " has version " + version
            + ", newer than this Atelier supports (" + versions.size()
            + "): use a newer atelier.jar");
      }
      if (version < versions.size()) {
        statement.executeUpdate("BEGIN IMMEDIATE;"
            + String.join("", versions.subList(version, versions.size()))
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
