package atelier.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/** Finds repositories whose history is missing, since the journal beside them is empty. */
public final class LostHistory {
  private static final int MAX_COUNTED = 10_000;
  private static final int MAX_NAMED = 3;

  private LostHistory() {}

  /**
   * Describes what is missing in a data folder and what to do; empty if nothing is. Blocking; does
   * not change the folder.
   */
  public static Optional<String> find(Path dataFolder) {
    Path journal = DataFolder.journalFile(dataFolder);
    Path projects = DataFolder.projectsFolder(dataFolder);
    List<String> repositories = repositories(projects);
    if (repositories.isEmpty() || hasEntries(journal)) {
      return Optional.empty();
    }
    String names =
        String.join(", ", repositories.subList(0, Math.min(MAX_NAMED, repositories.size())))
            + (repositories.size() > MAX_NAMED ? ", …" : "");
    return Optional.of(journal + (Files.exists(journal) ? " is empty" : " is missing")
        + ", but " + projects + " has the repositories of " + repositories.size() + " projects ("
        + names + "): put the journal back from a backup, or move " + projects
        + " away to begin anew, or choose another folder with --data DIR");
  }

  private static List<String> repositories(Path projects) {
    if (!Files.isDirectory(projects)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(projects)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve(".git")))
          .limit(MAX_COUNTED)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether it has any; one that cannot be read counts as full, since opening it says why. */
  private static boolean hasEntries(Path journal) {
    try {
      if (!Files.exists(journal) || Files.size(journal) == 0) {
        return false;
      }
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      try (Connection connection = config.createConnection("jdbc:sqlite:" + journal);
          Statement statement = connection.createStatement();
          ResultSet entry = statement.executeQuery("SELECT 1 FROM entry LIMIT 1")) {
        return entry.next();
      }
    } catch (IOException | SQLException unreadable) {
      return true;
    }
  }
}
