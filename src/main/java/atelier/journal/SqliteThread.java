package atelier.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** A connection and its only thread, so that no other thread waits for the disk. */
final class SqliteThread extends ThreadPoolExecutor {
  private static final Logger LOG = Logger.getLogger(SqliteThread.class.getName());

  private final Connection connection;
  private final Promise<Void> closed = Promise.promise();

  SqliteThread(String name, Connection connection, int maxPending) {
    super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxPending), work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    });
    this.connection = connection;
  }

  /** Finishes pending work, rejects further work, and closes the connection. */
  Future<Void> closeWhenDone() {
    shutdown();
    return closed.future();
  }

  @Override
  protected void terminated() {
    closeQuietly(connection);
    closed.complete();
  }

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyClosed) {
      LOG.fine("closing the journal: " + alreadyClosed.getMessage());
    }
  }
}
