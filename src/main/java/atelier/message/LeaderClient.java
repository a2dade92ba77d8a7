package atelier.message;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to the node that leads a project; retries with backoff while the leader changes or
 * does not reply. Usable from any thread.
 */
public final class LeaderClient {
  private static final long FIRST_PAUSE_MS = 100;
  private static final long MAX_PAUSE_MS = 1_000;

  private final Vertx vertx;
  private final Ownership ownership;

  public LeaderClient(Vertx vertx, Ownership ownership) {
    this.vertx = vertx;
    this.ownership = ownership;
  }

  /**
   * Sends a request, at each attempt to the node that then leads the project. Fails with the last
   * problem, at once if a retry cannot help.
   *
   * @param attemptTimeoutMs how long one attempt waits for a reply
   * @param totalTimeoutMs after which no further attempt starts
   */
  public <R> Future<R> request(
      String project,
      MessageBus.Address address,
      Message message,
      long attemptTimeoutMs,
      long totalTimeoutMs,
      Class<R> replyType) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(totalTimeoutMs);
    return request(
        new LeaderRequest<>(project, address, message, attemptTimeoutMs, deadlineNs, replyType),
        FIRST_PAUSE_MS);
  }

  private record LeaderRequest<R>(
      String project,
      MessageBus.Address address,
      Message message,
      long attemptTimeoutMs,
      long deadlineNs,
      Class<R> replyType) {}

  private <R> Future<R> request(LeaderRequest<R> request, long pauseMs) {
    String leader = ownership.ownerOf(request.project());
    return MessageBus.request(
            vertx,
            request.address().at(leader),
            request.message(),
            request.attemptTimeoutMs(),
            request.replyType())
        .recover(problem -> {
          boolean expired = System.nanoTime() - request.deadlineNs() > 0;
          return expired || !MessageBus.isRetryable(problem)
              ? Future.failedFuture(problem)
              : vertx
                  .timer(pauseMs, TimeUnit.MILLISECONDS)
                  .compose(elapsed -> request(request, Math.min(MAX_PAUSE_MS, pauseMs * 2)));
        });
  }
}
