package atelier.cli.context;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future on a command's own thread. */
public final class Await {
  private Await() {}

  /** Its result, or its failure as it is; a {@link CommandFailure} when the time is up. */
  public static <T> T await(Future<T> future, int seconds, String operation) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw CommandFailure.infrastructure(
          operation + " took longer than " + seconds + " s; try again with -v");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted while waiting: " + operation);
    }
  }
}
