package atelier.project;

import java.time.Duration;
import java.time.Instant;

/**
 * A task that failed for a reason outside the project: a model that did not answer, or a bug.
 *
 * @param agent the role that ran the task
 * @param file the file that the task was about; empty for none
 * @param cause {@code infrastructure} or {@code poison}
 * @param count the number of failures in a row
 * @param permanent whether an automatic retry would be useless
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

  /** Whether automatic retries have ended and a person must act. */
  public boolean needsPerson() {
    return permanent || count >= MAX_RETRIES;
  }

  /** The earliest time of the next retry: 1 s after the first failure, doubling up to 60 s. */
  public Instant notBefore() {
    Duration delay = Duration.ofSeconds(1L << Math.min(count - 1, 10));
    return failedAt.plus(delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY);
  }
}
