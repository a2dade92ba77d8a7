package atelier.sandbox.sprites;

import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.sprites.JobScript.Isolation;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One sprite: created at the first job, with its network policy in force before anything runs, and
 * deleted at the end. One that is in doubt is deleted, and the next job creates it again.
 * Thread-safe.
 */
final class Sprite {
  private static final Logger LOG = Logger.getLogger(Sprite.class.getName());

  /** As many as the local sandboxes run. */
  private static final int MAX_RUNS = 2;

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

  private final String name;
  private final SpritesClient client;
  private final SpriteRuns runs;
  private final NetworkPolicy policy;
  private final JobQueue queue = new JobQueue(MAX_RUNS);
  private volatile long lastUsedNs = System.nanoTime();
  private @Nullable Future<Machine> machine;
  private boolean isRetired;

  /**
   * A sprite that is ready.
   *
   * @param architecture as {@code uname -m} prints it
   */
  private record Machine(Isolation isolation, String architecture) {}

  /** A sprite that does not exist yet. */
  Sprite(String name, SpritesClient client, SpriteRuns runs, NetworkPolicy policy) {
    this.name = name;
    this.client = client;
    this.runs = runs;
    this.policy = policy;
  }

  /** Runs a job when it is its turn. */
  Future<JobResult> run(Job job) {
    return queue.run(
        job.alone(),
        () -> attempt(job)
            .onComplete(ended -> lastUsedNs = System.nanoTime())
            // Somebody deleted the sprite, before the job could start: it is created again.
            .recover(problem -> SpritesFailure.is(problem, Kind.NOT_FOUND)
                ? discard().compose(gone -> attempt(job))
                : Future.failedFuture(problem))
            .onFailure(this::afterFailure));
  }

  private Future<JobResult> attempt(Job job) {
    return machine().compose(ready -> {
      job.cancellation().throwIfCancelled();
      if (job.launcher().isPresent() && !ready.architecture().equals(SpriteRuns.ARCHITECTURE)) {
        return Future.failedFuture(new SpritesFailure(
            Kind.PROTOCOL,
            "the sprite is a machine of the kind " + ready.architecture() + ", the prober is for "
                + SpriteRuns.ARCHITECTURE));
      }
      return runs.run(name, job, ready.isolation()).map(result -> {
        job.cancellation().throwIfCancelled();
        return result;
      });
    });
  }

  /** A run that may go on could change what later ones find. */
  private void afterFailure(Throwable problem) {
    if (SpritesFailure.is(problem, Kind.RUNNING_ON)) {
      LOG.warning(
          () -> "the sprite " + name + " is deleted and made again, since " + problem.getMessage());
      queue
          .run(true, this::discard)
          .onFailure(left -> LOG.warning(name + " is left behind: " + left.getMessage()));
    }
  }

  private synchronized Future<Machine> machine() {
    if (isRetired) {
      return Future.failedFuture(
          new SpritesFailure(Kind.LOST, "the project of the sprite " + name + " has ended"));
    }
    Future<Machine> known = machine;
    if (known == null) {
      known = client
          .ensure(name)
          .compose(exists -> client.setPolicy(name, policy))
          .compose(safe -> probe());
      machine = known;
      known.onFailure(problem -> forget());
    }
    return known;
  }

  /** Not every machine allows namespaces. */
  private Future<Machine> probe() {
    return probe(Isolation.NAMESPACES)
        .recover(problem -> SpritesFailure.is(problem, Kind.PROTOCOL)
            ? probe(Isolation.NONE)
            : Future.failedFuture(problem));
  }

  private Future<Machine> probe(Isolation isolation) {
    Job job = new Job(List.of("uname", "-m"), Map.of(), PROBE_TIMEOUT);
    return runs.run(name, job, isolation)
        .compose(result -> result.succeeded()
            ? Future.succeededFuture(new Machine(isolation, result.output().strip()))
            : Future.failedFuture(new SpritesFailure(
                Kind.PROTOCOL,
                "the sprite " + name + " runs nothing: " + result.output().strip())));
  }

  /** Deletes the sprite if it has not run anything for a time. */
  Future<Void> discardIfIdle(Duration time) {
    return queue.isIdle() && System.nanoTime() - lastUsedNs > time.toNanos()
        ? discard()
        : Future.succeededFuture();
  }

  private synchronized void forget() {
    machine = null;
  }

  /** Deletes the sprite for ever: jobs that wait fail. */
  Future<Void> retire() {
    synchronized (this) {
      isRetired = true;
    }
    return discard();
  }

  /** Deletes the sprite, if it was created. */
  Future<Void> discard() {
    Future<Machine> known;
    synchronized (this) {
      known = machine;
      machine = null;
    }
    runs.forget(name);
    return known == null ? Future.succeededFuture() : known.transform(made -> client.delete(name));
  }
}
