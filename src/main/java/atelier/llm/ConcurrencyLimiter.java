package atelier.llm;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets so many calls at a time through to one endpoint, first come, first served. */
final class ConcurrencyLimiter {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  ConcurrencyLimiter(int slots) {
    free = slots;
  }

  /** Makes the call when there is a slot, on the caller's context. */
  <T> Future<T> through(Supplier<Future<T>> call) {
    Promise<T> promise = Promise.promise();
    Context context = Vertx.currentContext();
    Runnable turn = () -> call.get().onComplete(done -> {
      next();
      promise.handle(done);
    });
    Runnable here = context == null ? turn : () -> context.runOnContext(ready -> turn.run());
    synchronized (this) {
      if (free == 0) {
        waiting.add(here);
        return promise.future();
      }
      free--;
    }
    turn.run();
    return promise.future();
  }

  private void next() {
    Runnable one;
    synchronized (this) {
      one = waiting.poll();
      if (one == null) {
        free++;
      }
    }
    if (one != null) {
      one.run();
    }
  }
}
