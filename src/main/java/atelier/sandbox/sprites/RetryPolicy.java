package atelier.sandbox.sprites;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a call that may be repeated is repeated: as the service asks, else exponential backoff with
 * jitter. Pure.
 *
 * @param first the first wait; each further one is twice as long
 * @param attempts the number of calls
 */
record RetryPolicy(Duration first, int attempts) {
  static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofMillis(500), 5);

  /** A service that asks for a longer wait is asked again after this time. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /**
   * Returns how long to wait before the next call.
   *
   * @param made the number of calls made
   * @return empty if there is no further call
   */
  Optional<Duration> waitAfter(Throwable problem, int made, RandomGenerator random) {
    if (made >= attempts
        || !(problem instanceof SpritesFailure failure)
        || !failure.isTransient()) {
      return Optional.empty();
    }
    long fullMs = first.toMillis() << Math.min(made - 1, 6);
    long backoffMs = fullMs - random.nextLong(fullMs / 2 + 1);
    long askedMs = failure.retryAfter().map(Duration::toMillis).orElse(0L);
    long waitMs = Math.min(Math.max(backoffMs, askedMs), LONGEST_WAIT.toMillis());
    return Optional.of(Duration.ofMillis(Math.max(1, waitMs)));
  }
}
