package atelier.journal;

import atelier.event.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of a journal and the statements that change them. For the writing thread only. */
final class JournalTables {
  /**
   * The statements that migrate the file to each version from the one before. A {@code replica} row
   * contains the {@code seq} up to which the nodes agree on a project; without a row they agree on
   * all of it. {@code aside} contains entries that were removed from a project's history because
   * the nodes agreed on others.
   */
  static final List<String> VERSIONS = List.of("""
      CREATE TABLE entry (
        project TEXT NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (project, seq));
      CREATE TABLE project (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL);
      """, """
      CREATE TABLE replica (
        project TEXT PRIMARY KEY, promised TEXT NOT NULL, accepted TEXT NOT NULL,
        agreed INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE aside (
        project TEXT NOT NULL, winner TEXT NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (project, winner, seq));
      """);

  private final PreparedStatement insertEntry;
  private final PreparedStatement upsertProject;
  private final PreparedStatement deleteProject;
  private final PreparedStatement deleteEntries;
  private final PreparedStatement putAside;
  private final PreparedStatement putReplica;
  private final PreparedStatement readReplicas;
  private final PreparedStatement readEntry;

  JournalTables(Connection connection) throws SQLException {
    insertEntry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)");
    upsertProject = connection.prepareStatement("INSERT INTO project (id, seq) VALUES (?, ?) "
        + "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq");
    deleteProject = connection.prepareStatement("DELETE FROM project WHERE id = ?");
    deleteEntries = connection.prepareStatement("DELETE FROM entry WHERE project = ? AND seq > ?");
    putAside = connection.prepareStatement("INSERT OR REPLACE INTO aside "
        + "SELECT project, ?, seq, json FROM entry WHERE project = ? AND seq > ?");
    putReplica = connection.prepareStatement("INSERT OR REPLACE INTO replica VALUES (?, ?, ?, ?)");
    readReplicas =
        connection.prepareStatement("SELECT project, promised, accepted, agreed FROM replica");
    readEntry = connection.prepareStatement("SELECT json FROM entry WHERE project = ? AND seq = ?");
  }

  /** Appends entries of one project. */
  void append(List<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      insertEntry.setString(1, entry.project());
      insertEntry.setLong(2, entry.seq());
      insertEntry.setString(3, entry.json());
      insertEntry.executeUpdate();
    }
    Entry last = entries.get(entries.size() - 1);
    setLastSeq(last.project(), last.seq());
  }

  private void setLastSeq(String project, long seq) throws SQLException {
    upsertProject.setString(1, project);
    upsertProject.setLong(2, seq);
    upsertProject.executeUpdate();
  }

  /** Deletes the entries after a {@code seq}. */
  void truncate(String project, long after) throws SQLException {
    deleteEntries.setString(1, project);
    deleteEntries.setLong(2, after);
    deleteEntries.executeUpdate();
    if (after > 0) {
      setLastSeq(project, after);
    } else {
      deleteProject.setString(1, project);
      deleteProject.executeUpdate();
    }
  }

  /** Copies the entries after a {@code seq} to the aside table. */
  void putAside(String project, long after, String winner) throws SQLException {
    putAside.setString(1, winner);
    putAside.setString(2, project);
    putAside.setLong(3, after);
    putAside.executeUpdate();
  }

  void put(String project, Holding holding) throws SQLException {
    putReplica.setString(1, project);
    putReplica.setString(2, holding.promised().toString());
    putReplica.setString(3, holding.accepted().toString());
    putReplica.setLong(4, holding.agreed());
    putReplica.executeUpdate();
  }

  /** One row of the replica table. */
  record Row(Ballot promised, Ballot accepted, long agreed) {}

  Map<String, Row> replicas() throws SQLException {
    Map<String, Row> rows = new HashMap<>();
    try (ResultSet result = readReplicas.executeQuery()) {
      while (result.next()) {
        rows.put(
            result.getString(1),
            new Row(
                Ballot.parse(result.getString(2)),
                Ballot.parse(result.getString(3)),
                result.getLong(4)));
      }
    }
    return rows;
  }

  /** Reads an entry that is known to exist. */
  Entry entry(String project, long seq) throws SQLException {
    readEntry.setString(1, project);
    readEntry.setLong(2, seq);
    try (ResultSet result = readEntry.executeQuery()) {
      return EntryPosition.at(project, seq).verify(result.next() ? result.getString(1) : null);
    }
  }
}
