package atelier.message;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Brings messages to the node that conducts a project, also while it changes. */
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
   * Asks whoever conducts the project at each try.
   *
   * @param tryMs how long one node is waited for
   * @param allMs how long it is tried at all
   */
  public <R> Future<R> bring(
      String project,
      MessageBus.Address call,
      Message letter,
      long tryMs,
      long allMs,
      Class<R> reply) {
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(allMs);
    return bring(new LeaderRequest<>(project, call, letter, tryMs, untilNs, reply), FIRST_PAUSE_MS);
  }

  private record LeaderRequest<R>(
      String project,
      MessageBus.Address call,
      Message letter,
      long tryMs,
      long untilNs,
      Class<R> reply) {}

  private <R> Future<R> bring(LeaderRequest<R> errand, long pauseMs) {
    String owner = ownership.ownerOf(errand.project());
    return MessageBus.request(
            vertx, errand.call().at(owner), errand.letter(), errand.tryMs(), errand.reply())
        .recover(problem -> {
          boolean late = System.nanoTime() - errand.untilNs() > 0;
          return late || !MessageBus.mayHelp(problem)
              ? Future.failedFuture(problem)
              : vertx
                  .timer(pauseMs, TimeUnit.MILLISECONDS)
                  .compose(paused -> bring(errand, Math.min(MAX_PAUSE_MS, pauseMs * 2)));
        });
  }
}
