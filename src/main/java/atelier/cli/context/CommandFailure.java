package atelier.cli.context;

import atelier.client.RequestRefused;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command fails; the message says why and what to do. */
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

  /** The node does not reply or denies access. */
  public static CommandFailure unreachable(String message, RuntimeException cause) {
    return new CommandFailure(ExitCode.UNREACHABLE, message, cause);
  }

  /** Converts the error reply of a node; its HTTP status decides the exit code. */
  public static CommandFailure refused(RequestRefused reply) {
    return switch (reply.status()) {
      case 401, 403, 429 ->
        unreachable(
            message(reply) + " (set ATELIER_TOKEN; a token created by the node is in the file"
                + " http-token of its data folder)",
            reply);
      case 400, 413, 415, 422 -> new CommandFailure(ExitCode.USAGE, message(reply), reply);
      default -> new CommandFailure(ExitCode.FAILED, message(reply), reply);
    };
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "");
  }

  public int exitCode() {
    return exitCode;
  }
}
