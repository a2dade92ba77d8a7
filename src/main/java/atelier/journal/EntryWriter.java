package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes the disk journal of a single node. */
final class EntryWriter {
  private final Heads heads = new Heads();
  private final Subscribers subscribers;
  private final GroupCommit groupCommit;
  private final JournalTables tables;

  EntryWriter(Connection connection, List<Entry> lastEntries, Subscribers subscribers)
      throws SQLException {
    this.subscribers = subscribers;
    lastEntries.forEach(heads::put);
    heads.commit();
    groupCommit = new GroupCommit(connection, heads);
    tables = new JournalTables(connection);
  }

  String writeProblem() {
    return groupCommit.writeProblem();
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

  /** Finishes pending writes, then rejects further ones. */
  Future<Void> close() {
    return groupCommit.close();
  }
}
