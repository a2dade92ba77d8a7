package atelier.client;

/** The node does not answer, or what answers is no node; the message says what to do. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean brokeOff;

  private Unreachable(String message, Throwable cause, boolean brokeOff) {
    super(message, cause);
    this.brokeOff = brokeOff;
  }

  Unreachable(String message) {
    super(message);
    brokeOff = false;
  }

  Unreachable(String message, Throwable cause) {
    this(message, cause, false);
  }

  /** It was there, and what it was asked may have been taken. */
  static Unreachable broken(String message, Throwable cause) {
    return new Unreachable(message, cause, true);
  }

  boolean brokeOff() {
    return brokeOff;
  }
}
