package atelier.cli;

/** A command cannot go on; the message says why and what to do. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static Failure usage(String message) {
    return new Failure(Exit.USAGE, message);
  }

  static Failure infrastructure(String message) {
    return new Failure(Exit.INFRASTRUCTURE, message);
  }

  static Failure failed(String message) {
    return new Failure(Exit.FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
