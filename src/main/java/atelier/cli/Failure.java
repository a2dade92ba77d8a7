package atelier.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message says why and what to do. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static Failure usage(String message) {
    return new Failure(Exit.USAGE, message, null);
  }

  static Failure infrastructure(String message) {
    return new Failure(Exit.INFRASTRUCTURE, message, null);
  }

  static Failure infrastructure(String message, Throwable cause) {
    return new Failure(Exit.INFRASTRUCTURE, message + ": " + cause.getMessage(), cause);
  }

  static Failure failed(String message) {
    return new Failure(Exit.FAILED, message, null);
  }

  int exitCode() {
    return exitCode;
  }
}
