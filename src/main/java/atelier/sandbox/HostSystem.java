package atelier.sandbox;

/** The facts about the host that the sandbox needs. */
final class HostSystem {
  /** Debian's user {@code nobody}, which owns no files. */
  static final int SANDBOX_UID = 65_534;

  private HostSystem() {}

  /** Returns whether this process runs as root. */
  static boolean isRoot() {
    return "root".equals(ProcessHandle.current().info().user().orElse(""));
  }
}
