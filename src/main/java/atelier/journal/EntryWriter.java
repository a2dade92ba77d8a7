package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The writing half of a disk journal that is one node's alone. */
final class EntryWriter {
  private final Heads heads = new Heads();
  private final Subscribers followers;
  private final GroupCommit group;
  private final JournalTables tables;

  EntryWriter(Connection connection, List<Entry> last, Subscribers followers) throws SQLException {
    this.followers = followers;
    last.forEach(heads::put);
    heads.keep();
    group = new GroupCommit(connection, heads);
    tables = new JournalTables(connection);
  }

  Future<Void> append(Batch batch) {
    return group.submit(batch.chars(), new GroupCommit.Write<Void>() {
      @Override
      public Future<Void> make() throws SQLException {
        try {
          heads.advance(batch);
        } catch (Journal.Conflict conflict) {
          return Future.failedFuture(conflict);
        }
        tables.append(batch.entries());
        return Future.succeededFuture();
      }

      @Override
      public void kept(Void done) {
        followers.tell(batch.entries());
      }
    });
  }

  long commits() {
    return group.commits();
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> end() {
    return group.end();
  }
}
