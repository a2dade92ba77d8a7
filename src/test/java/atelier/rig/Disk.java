package atelier.rig;

import atelier.event.Entry;
import atelier.event.EventCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sqlite.SQLiteConfig;

/** What is on a node's disk, read past the node. */
final class Disk {
  private final Path file;

  Disk(Board board) {
    file = board.data().resolve("journal.db");
  }

  private interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  private <T> T read(Reading<T> reading) {
    if (!Files.exists(file)) {
      throw new AssertionError("there is no journal at " + file);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
      return reading.from(connection);
    } catch (SQLException e) {
      throw new AssertionError(file + " cannot be read: " + e, e);
    }
  }

  /** All projects and, of each, its lines in order. */
  Map<String, List<String>> journal() {
    return read(connection -> {
      TreeMap<String, List<String>> all = new TreeMap<>();
      try (PreparedStatement lines =
              connection.prepareStatement("SELECT project, json FROM entry ORDER BY project, seq");
          ResultSet found = lines.executeQuery()) {
        while (found.next()) {
          all.computeIfAbsent(found.getString(1), id -> new ArrayList<>()).add(found.getString(2));
        }
      }
      return all;
    });
  }

  /** Projects in which something is kept aside. */
  Set<String> aside() {
    return read(connection -> {
      TreeSet<String> all = new TreeSet<>();
      try (PreparedStatement lines =
              connection.prepareStatement("SELECT DISTINCT project FROM aside");
          ResultSet found = lines.executeQuery()) {
        while (found.next()) {
          all.add(found.getString(1));
        }
      }
      return all;
    });
  }

  /** The lines as entries; what is wrong with one's place or hash is said by {@code problems}. */
  static List<Entry> entries(String project, List<String> lines, List<String> problems) {
    List<Entry> entries = new ArrayList<>();
    String prev = Entry.GENESIS;
    for (String line : lines) {
      Entry entry;
      try {
        entry = EventCodec.decode(line);
      } catch (EventCodec.CorruptEntry e) {
        problems.add(project + " has a line that was altered: " + e.getMessage());
        return entries;
      }
      if (entry.seq() != entries.size() + 1) {
        problems.add(project + " has seq " + entry.seq() + " in place " + (entries.size() + 1));
      }
      if (!entry.prev().equals(prev)) {
        problems.add(project + " is not chained at seq " + entry.seq());
      }
      prev = entry.hash();
      entries.add(entry);
    }
    return entries;
  }
}
