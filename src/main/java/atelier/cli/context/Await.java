package atelier.cli.context;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocks the command's thread until a future completes. */
public final class Await {
  private Await() {}

  /**
   * Returns the result or rethrows the failure; throws a {@link CommandFailure} after a timeout.
   *
   * @param operation what is waited for, for the message
   */
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
      throw CommandFailure.failed("interrupted while waiting for: " + operation);
    }
  }
}
