package atelier.sandbox;

/** What the sandbox needs to know of the machine it is on. */
final class HostSystem {
  /** A user that owns nothing: the one Debian calls nobody. */
  static final int SANDBOX_UID = 65_534;

  private HostSystem() {}

  static boolean isRoot() {
    return "root".equals(ProcessHandle.current().info().user().orElse(""));
  }
}
