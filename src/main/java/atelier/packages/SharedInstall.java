package atelier.packages;

import atelier.cancel.Cancellation;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * An install that tasks of several projects may wait for: it is stopped once all of them are
 * cancelled. Thread-safe.
 */
final class SharedInstall {
  private final Cancellation cancellation = new Cancellation();
  private final Future<InstallResult> result;
  private int waiting;

  /** Starts it. */
  SharedInstall(Function<Cancellation, Future<InstallResult>> install) {
    result = install.apply(cancellation);
  }

  Future<InstallResult> result() {
    return result;
  }

  /** Whether nobody waits for it any more, so that it was stopped. */
  boolean isCancelled() {
    return cancellation.isCancelled();
  }

  /** Waits for the result until {@code task} is cancelled; false if the install was stopped. */
  synchronized boolean join(Cancellation task) {
    if (cancellation.isCancelled()) {
      return false;
    }
    waiting++;
    task.whileRunning(result, this::leave);
    return true;
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      waiting--;
      last = waiting == 0;
    }
    if (last) {
      cancellation.cancel();
    }
  }
}
