package atelier.llm;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Limits the concurrent calls to one endpoint; further calls wait, oldest first. Thread-safe. */
final class ConcurrencyLimiter {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int availablePermits;

  ConcurrencyLimiter(int permits) {
    availablePermits = permits;
  }

  /** Makes the call once a permit is free, on the caller's context. */
  <T> Future<T> submit(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    Context context = Vertx.currentContext();
    Runnable task = () -> call.get().onComplete(done -> {
      release();
      promise.handle(done);
    });
    Runnable taskOnContext =
        context == null ? task : () -> context.runOnContext(unused -> task.run());
    synchronized (this) {
      if (availablePermits == 0) {
        waiting.add(taskOnContext);
        return promise.future();
      }
      availablePermits--;
    }
    task.run();
    return promise.future();
  }

  private void release() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        availablePermits++;
      }
    }
    if (next != null) {
      next.run();
    }
  }
}
