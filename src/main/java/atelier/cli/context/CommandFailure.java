package atelier.cli.context;

import atelier.client.RequestRefused;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message says why and what to do. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message, null);
  }

  public static CommandFailure infrastructure(String message) {
    return new CommandFailure(ExitCode.INFRASTRUCTURE, message, null);
  }

  static CommandFailure infrastructure(String message, Throwable cause) {
    return new CommandFailure(ExitCode.INFRASTRUCTURE, message + ": " + cause.getMessage(), cause);
  }

  public static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.FAILED, message, null);
  }

  /** No node answers, or it does not let us in. */
  public static CommandFailure unreachable(String message, RuntimeException cause) {
    return new CommandFailure(ExitCode.UNREACHABLE, message, cause);
  }

  /** A node has said why it does not do what it was asked. */
  public static CommandFailure refused(RequestRefused no) {
    return switch (no.status()) {
      case 401, 403, 429 ->
        unreachable(
            message(no) + " (set ATELIER_TOKEN; a node that made its own has it in"
                + " http-token in its data folder)",
            no);
      case 400, 413, 415, 422 -> new CommandFailure(ExitCode.USAGE, message(no), no);
      default -> new CommandFailure(ExitCode.FAILED, message(no), no);
    };
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "");
  }

  public int exitCode() {
    return exitCode;
  }
}
