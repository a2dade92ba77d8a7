package atelier.llm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a model gave no usable answer. Its message is one sentence for a person, without secrets. */
public final class LlmFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it was, which decides who mends it. */
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

    private final boolean passing;

    Kind(boolean passing) {
      this.passing = passing;
    }

    /** Whether the same question may fare better later, without a person's help. */
    public boolean passing() {
      return passing;
    }
  }

  private final Kind kind;
  private final boolean again;
  private final @Nullable Duration retryAfter;

  public LlmFailure(Kind kind, String message) {
    this(kind, message, kind.passing(), null);
  }

  LlmFailure(Kind kind, String message, boolean again, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.again = again;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it is worth asking the same server again soon. */
  boolean again() {
    return again;
  }

  /** How long the server asked us to wait, where it did. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
