package atelier.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model gave no usable answer. The message is one sentence for a person, without secrets. */
public final class LlmFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kind of failure, which decides whether to retry, fall back or ask a person. */
  public enum Kind {
    TRANSPORT(true),
    RATE(true),
    OVERLOADED(true),
    TRUNCATED(true),
    QUOTA(false),
    AUTH(false),
    NOT_FOUND(false),
    BAD_REQUEST(false),
    CONTEXT(false),
    REFUSED(false),
    MALFORMED(true);

    private final boolean isTransient;

    Kind(boolean passing) {
      this.isTransient = passing;
    }

    /** Returns whether the same call may succeed later without a person's help. */
    public boolean isTransient() {
      return isTransient;
    }
  }

  private final Kind kind;
  private final boolean isRetryable;
  private final @Nullable Duration retryAfter;
  private final boolean isLoading;

  public LlmFailure(Kind kind, String message) {
    this(kind, message, kind.isTransient(), null, false);
  }

  LlmFailure(
      Kind kind, String message, boolean again, @Nullable Duration retryAfter, boolean loading) {
    super(message);
    this.kind = kind;
    this.isRetryable = again;
    this.retryAfter = retryAfter;
    this.isLoading = loading;
  }

  public Kind kind() {
    return kind;
  }

  /** The same failure with another message. */
  LlmFailure withMessage(UnaryOperator<String> change) {
    String message = String.valueOf(getMessage());
    String changed = change.apply(message);
    return changed.equals(message)
        ? this
        : new LlmFailure(kind, changed, isRetryable, retryAfter, isLoading);
  }

  /** Returns whether to call the same server again soon. */
  boolean isRetryable() {
    return isRetryable;
  }

  /** Returns whether the server is still loading the model. */
  boolean isLoading() {
    return isLoading;
  }

  /** Returns the wait that the server asked for, if any. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
