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
 * @param lasting whether trying again by itself would be in vain
 */
public record RetryableFailure(
    String agent,
    String file,
    String cause,
    String reason,
    int count,
    boolean lasting,
    Instant at) {
  private static final int MAX_TRIES = 5;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Whether only a person can help now. */
  public boolean blocks() {
    return lasting || count >= MAX_TRIES;
  }

  /** When the task may be tried again: 1 s after the first time, then doubling up to a minute. */
  public Instant notBefore() {
    Duration wait = Duration.ofSeconds(1L << Math.min(count - 1, 10));
    return at.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
  }
}
