package atelier.sandbox.sprites;

import java.time.Duration;
import java.util.Optional;

/** Says what went wrong with the Sprites service: never what a program on it did. */
public final class SpritesFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  @SuppressWarnings("serial")
  private final Optional<Duration> retryAfter;

  /** What went wrong. */
  public enum Kind {
    /** 401 and 403. */
    UNAUTHORIZED,
    /** 404: no such sprite, file or session. */
    NOT_FOUND,
    /** 409, and 400 for a name that is taken. */
    CONFLICT,
    /** 410: the session has ended. */
    GONE,
    /** 414. */
    URL_TOO_LONG,
    /** Another refusal of the request. */
    BAD_REQUEST,
    /** 429: the rate of creating sprites, or their number. */
    RATE_LIMITED,
    /** 5xx. */
    SERVER,
    /** No connection, or no response in time. */
    UNREACHABLE,
    /** The connection of a run was lost before its end: its result is unknown. */
    LOST,
    /** The same, and the run may still use its sprite. */
    RUNNING_ON,
    /** A response that does not follow the protocol or is too long, or an unusable sprite. */
    PROTOCOL
  }

  SpritesFailure(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  SpritesFailure(Kind kind, String message, Optional<Duration> retryAfter) {
    // It is expected, and its place in the code says nothing.
    super(message, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns whether the same call may succeed later. */
  public boolean isTransient() {
    return switch (kind) {
      case RATE_LIMITED, SERVER, UNREACHABLE, LOST, RUNNING_ON -> true;
      default -> false;
    };
  }

  /** Returns how long the service asks to wait. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Returns whether a failure is of a kind. */
  static boolean is(Throwable problem, Kind kind) {
    return problem instanceof SpritesFailure failure && failure.kind == kind;
  }
}
