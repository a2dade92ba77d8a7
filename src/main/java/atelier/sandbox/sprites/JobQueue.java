package atelier.sandbox.sprites;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets a number of jobs run at a time, in order of arrival, or one alone. Thread-safe. */
final class JobQueue {
  private final int places;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int free;

  private record Waiting(int needs, Runnable start) {}

  JobQueue(int places) {
    this.places = places;
    free = places;
  }

  /** Starts the work when it is its turn. */
  <T> Future<T> run(boolean alone, Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    int needs = alone ? places : 1;
    synchronized (this) {
      waiting.add(new Waiting(
          needs, () -> work.get().onComplete(ended -> release(needs)).onComplete(promise)));
    }
    startNext();
    return promise.future();
  }

  /** Returns whether nothing runs and nothing waits. */
  synchronized boolean isIdle() {
    return free == places && waiting.isEmpty();
  }

  private void release(int places) {
    synchronized (this) {
      free += places;
    }
    startNext();
  }

  private void startNext() {
    for (Waiting next = take(); next != null; next = take()) {
      next.start().run();
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Waiting take() {
    Waiting next = waiting.peek();
    if (next == null || next.needs() > free) {
      return null;
    }
    free -= next.needs();
    return waiting.remove();
  }
}
