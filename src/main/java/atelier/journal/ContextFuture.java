package atelier.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A promise whose future completes on the Vert.x context on which it was created, if any. */
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
      context.runOnContext(unused -> result.onComplete(promise));
    }
  }

  /** Completes on this thread, which must survive a handler that throws. */
  private void completeHere(Future<T> result) {
    try {
      result.onComplete(promise);
    } catch (RuntimeException bug) {
      LOG.log(Level.WARNING, "a handler of a journal call failed", bug);
    }
  }
}
