package atelier.cancel;

import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Reports to everything that works on a task when nobody needs its result any more. What takes long
 * registers here how to stop it. Thread-safe.
 */
public final class Cancellation {
  /** Never happens. */
  public static final Cancellation NONE = new Cancellation();

  private final Set<Registration> registrations = new LinkedHashSet<>();
  private boolean cancelled;

  /** Equal to itself alone: the same action may be registered more than once. */
  private static final class Registration {
    private final Runnable stop;

    Registration(Runnable stop) {
      this.stop = stop;
    }
  }

  /** Stops what is registered, on the caller's thread; the first call counts. */
  public void cancel() {
    if (this == NONE) {
      throw new IllegalStateException("NONE cannot be cancelled");
    }
    Set<Registration> stopped;
    synchronized (this) {
      cancelled = true;
      stopped = Set.copyOf(registrations);
      registrations.clear();
    }
    stopped.forEach(registration -> registration.stop.run());
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Throws if this was cancelled. */
  public void throwIfCancelled() {
    if (isCancelled()) {
      throw exception();
    }
  }

  /** What a cancelled call fails with. */
  public static CancellationException exception() {
    return new CancellationException("the task was cancelled");
  }

  /**
   * Calls {@code stop} once if this is cancelled before {@code work} has ended, at once if it was
   * before. {@code stop} must return quickly, may run on any thread, and must not throw.
   *
   * @return the work
   */
  public <T> Future<T> whileRunning(Future<T> work, Runnable stop) {
    Registration registration = new Registration(stop);
    if (add(registration)) {
      work.onComplete(ended -> remove(registration));
    } else {
      stop.run();
    }
    return work;
  }

  private synchronized boolean add(Registration registration) {
    return !cancelled && (this == NONE || registrations.add(registration));
  }

  private synchronized void remove(Registration registration) {
    registrations.remove(registration);
  }
}
