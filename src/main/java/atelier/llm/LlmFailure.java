package atelier.llm;

import java.util.Optional;

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
  private final Optional<java.time.Duration> retryAfter;

  public LlmFailure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  public LlmFailure(Kind kind, String message, Optional<java.time.Duration> retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** How long the server asked us to wait, where it did. */
  public Optional<java.time.Duration> retryAfter() {
    return retryAfter;
  }
}
