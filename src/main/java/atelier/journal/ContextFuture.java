package atelier.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a call will be answered with: on the Vert.x context that it came from, where it has one. */
public final class ContextFuture<T> {
  private static final Logger LOG = Logger.getLogger(ContextFuture.class.getName());

  private final @Nullable Context context = Vertx.currentContext();
  private final Promise<T> promise = Promise.promise();

  public Future<T> future() {
    return promise.future();
  }

  public void complete(Future<T> result) {
    if (context == null) {
      completeHere(result);
    } else {
      context.runOnContext(turn -> result.onComplete(promise));
    }
  }

  /** Without a context, what waits for the answer runs here, on a thread that must go on. */
  private void completeHere(Future<T> result) {
    try {
      result.onComplete(promise);
    } catch (RuntimeException bug) {
      LOG.log(Level.WARNING, "a caller of the journal failed at its answer", bug);
    }
  }
}
