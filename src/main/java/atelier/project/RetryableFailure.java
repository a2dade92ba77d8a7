package atelier.project;

import java.time.Duration;
import java.time.Instant;

/**
 * A task that could not be done, through no fault of what it works on.
 *
 * @param agent the role that had it
 * @param file the file it was about; empty for none
 * @param cause {@code infrastructure} or {@code poison}
 * @param count how often in a row
 * @param permanent whether trying again by itself would be in vain
 */
public record RetryableFailure(
    String agent,
    String file,
    String cause,
    String reason,
    int count,
    boolean permanent,
    Instant failedAt) {
  private static final int MAX_RETRIES = 5;
  private static final Duration MAX_DELAY = Duration.ofSeconds(60);

  /** Whether only a person can help now. */
  public boolean needsPerson() {
    return permanent || count >= MAX_RETRIES;
  }

  /** When the task may be tried again: 1 s after the first time, then doubling up to a minute. */
  public Instant notBefore() {
    Duration wait = Duration.ofSeconds(1L << Math.min(count - 1, 10));
    return failedAt.plus(wait.compareTo(MAX_DELAY) < 0 ? wait : MAX_DELAY);
  }
}
