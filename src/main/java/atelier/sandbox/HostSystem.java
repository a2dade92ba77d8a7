package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The facts about the host that the sandbox needs. */
final class HostSystem {
  /** Debian's user {@code nobody}, which owns no files. */
  static final int SANDBOX_UID = 65_534;

  private HostSystem() {}

  /** Returns the number of this process's user. */
  static int uid() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** Returns whether every user can create files in a folder. */
  static boolean isWritableForAll(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Returns whether this process runs as root. */
  static boolean isRoot() {
    return "root".equals(ProcessHandle.current().info().user().orElse(""));
  }
}
