package atelier.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** A connection and the one thread that uses it, so that nobody else waits for the disk. */
final class SqliteThread extends ThreadPoolExecutor {
  private static final Logger LOG = Logger.getLogger(SqliteThread.class.getName());

  private final Connection connection;
  private final Promise<Void> closed = Promise.promise();

  SqliteThread(String name, Connection connection, int maxWaiting) {
    super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxWaiting), work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    });
    this.connection = connection;
  }

  /** Finishes what was begun, refuses further work, and closes the connection. */
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
    } catch (SQLException alreadyGone) {
      LOG.fine("closing the journal: " + alreadyGone.getMessage());
    }
  }
}
