package atelier.cli.context;

/** The exit codes of all commands. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int INFRASTRUCTURE = 3;
  static final int UNREACHABLE = 4;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
