package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The facts about the host that the sandbox needs. */
final class HostSystem {
  /** Debian's user {@code nobody}, which owns no files. */
  static final int SANDBOX_UID = 65_534;

  /** {@code CAP_SYS_ADMIN}. */
  private static final int CAPABILITY_TO_MOUNT = 21;

  private HostSystem() {}

  /** Returns the number of this process's user. */
  static int uid() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** Returns whether every user can create files in a folder. */
  static boolean isWritableForAll(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Returns whether the limit of processes that is set in a user namespace counts only those in it:
   * before Linux 5.14 it counts all processes of the user.
   */
  static boolean countsProcessesByNamespace() {
    return isAtLeast(System.getProperty("os.version", ""), 5, 14);
  }

  /** Whether a version such as {@code 6.1.0-18-amd64} is not before major.minor. */
  static boolean isAtLeast(String version, int major, int minor) {
    String[] numbers = version.split("[^0-9]+", 3);
    if (numbers.length < 2 || numbers[0].isEmpty() || numbers[1].isEmpty()) {
      return false;
    }
    int ownMajor = Integer.parseInt(numbers[0]);
    return ownMajor > major || (ownMajor == major && Integer.parseInt(numbers[1]) >= minor);
  }

  /** Returns whether this process may mount, as root may outside of most containers. Blocking. */
  static boolean mayMount() {
    try {
      return isRoot()
          && Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("CapEff:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+", 2)[1], 16))
              .anyMatch(capabilities -> (capabilities >> CAPABILITY_TO_MOUNT & 1) == 1);
    } catch (IOException noProc) {
      return false;
    }
  }

  /** Returns whether this process runs as root. */
  static boolean isRoot() {
    return "root".equals(ProcessHandle.current().info().user().orElse(""));
  }
}
