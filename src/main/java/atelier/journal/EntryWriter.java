package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The writing half of a disk journal that is one node's alone. */
final class EntryWriter {
  private final Heads heads = new Heads();
  private final Subscribers subscribers;
  private final GroupCommit groupCommit;
  private final JournalTables tables;

  EntryWriter(Connection connection, List<Entry> last, Subscribers followers) throws SQLException {
    this.subscribers = followers;
    last.forEach(heads::put);
    heads.commit();
    groupCommit = new GroupCommit(connection, heads);
    tables = new JournalTables(connection);
  }

  Future<Void> append(Batch batch) {
    return groupCommit.submit(batch.chars(), new GroupCommit.Write<Void>() {
      @Override
      public Future<Void> apply() throws SQLException {
        try {
          heads.advance(batch);
        } catch (Journal.Conflict conflict) {
          return Future.failedFuture(conflict);
        }
        tables.append(batch.entries());
        return Future.succeededFuture();
      }

      @Override
      public void onCommitted(Void done) {
        subscribers.publish(batch.entries());
      }
    });
  }

  long commitCount() {
    return groupCommit.commitCount();
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> close() {
    return groupCommit.close();
  }
}
