package atelier.cli;

import atelier.client.Denied;
import java.util.Objects;
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

  /** No node answers, or it does not let us in. */
  static Failure unreachable(String message, RuntimeException cause) {
    return new Failure(Exit.UNREACHABLE, message, cause);
  }

  /** A node has said why it does not do what it was asked. */
  static Failure denied(Denied no) {
    return switch (no.status()) {
      case 401, 403, 429 ->
        unreachable(
            said(no) + " (set ATELIER_TOKEN; a node that made its own has it in"
                + " http-token in its data folder)",
            no);
      case 400, 413, 415, 422 -> new Failure(Exit.USAGE, said(no), no);
      default -> new Failure(Exit.FAILED, said(no), no);
    };
  }

  private static String said(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "");
  }

  int exitCode() {
    return exitCode;
  }
}
