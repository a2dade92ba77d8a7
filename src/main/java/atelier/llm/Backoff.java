package atelier.llm;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before asking a server again (the rules of Anthropic's own client).
 *
 * @param firstMs the first wait; each further one is twice as long, up to sixteen times
 */
record Backoff(long firstMs) {
  static final Backoff USUAL = new Backoff(500);
  static final int MAX_RETRIES = 2;
  static final Duration LONGEST_ASKED = Duration.ofSeconds(60);

  /** What the server asked for, else the usual, less up to a quarter by chance. */
  long waitMs(LlmFailure failure, int retry) {
    long usual = firstMs << Math.min(retry, 4);
    long jittered = usual - ThreadLocalRandom.current().nextLong(usual / 4 + 1);
    return Math.max(1, failure.retryAfter().map(Duration::toMillis).orElse(jittered));
  }
}
