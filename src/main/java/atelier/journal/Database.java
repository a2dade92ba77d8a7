package atelier.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens an SQLite file so that what is committed survives a power cut. */
public final class Database {
  private static final int BUSY_MS = 5_000;

  private Database() {}

  /**
   * Opens or makes a database of the given version.
   *
   * @param schema statements that make a new one, each ending with a semicolon
   * @throws IllegalStateException when the file cannot be opened, or is of a newer version
   */
  public static Connection open(Path file, int version, String schema) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MS);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        int found = statement.executeQuery("PRAGMA user_version").getInt(1);
        if (found > version) {
          connection.close();
          throw new IllegalStateException(file + " is of version " + found
              + ", newer than this Atelier knows (" + version + "): use a newer atelier.jar");
        }
        statement.executeUpdate(schema);
        statement.executeUpdate("PRAGMA user_version=" + version);
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(
          file + " cannot be used: " + e.getMessage()
              + "; move it away, or choose another folder with --data",
          e);
    }
  }
}
