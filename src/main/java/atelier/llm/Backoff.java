package atelier.llm;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with jitter between two calls to a server, as in Anthropic's own client.
 *
 * @param initialMs the first delay; each further delay is twice as long, up to 16 times the first
 */
record Backoff(long initialMs) {
  static final Backoff DEFAULT = new Backoff(500);
  static final int MAX_RETRIES = 2;
  static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(60);

  /**
   * Returns the wait that the server asked for, at most a minute, else the delay less up to a
   * quarter at random.
   */
  long delayMs(LlmFailure failure, int retry) {
    long baseMs = initialMs << Math.min(retry, 4);
    long jitteredMs = baseMs - ThreadLocalRandom.current().nextLong(baseMs / 4 + 1);
    long asked = failure.retryAfter().map(Duration::toMillis).orElse(jitteredMs);
    return Math.max(1, Math.min(asked, MAX_RETRY_AFTER.toMillis()));
  }
}
