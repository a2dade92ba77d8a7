package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Decides whether the folder of a toolchain in a home folder may be shown to jobs. */
final class ToolchainFolder {
  private ToolchainFolder() {}

  /**
   * Returns why a folder is not shown; empty if it is. Who can change the folder chooses what
   * compiles and checks, so only the owner of the home folder, and root, may. Blocking.
   *
   * @param entry the folder of the version
   * @param folder the folder of the toolchain in it, with its executables in {@code bin}
   */
  static String whyUnused(Path home, Path entry, Path folder, String tool) {
    if (Files.isSymbolicLink(entry) || Files.isSymbolicLink(folder)) {
      return "it is a link, which may lead anywhere";
    }
    Path executables = folder.resolve("bin");
    Path file = executables.resolve(tool);
    if (!Files.isDirectory(executables, LinkOption.NOFOLLOW_LINKS) || !Files.isExecutable(file)) {
      return "it has no bin/" + tool + " that can be executed";
    }
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        return "its bin/" + tool + " leads out of the folder";
      }
      for (Path each : List.of(entry, folder, executables, file.toRealPath())) {
        if (Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_WRITE)) {
          return "everybody may write to " + each;
        }
        if (!isOwnedBy(each, home)) {
          return each + " belongs to the user " + Files.getOwner(each).getName();
        }
      }
      return "";
    } catch (IOException unreadable) {
      return "it cannot be read";
    }
  }

  private static boolean isOwnedBy(Path path, Path home) throws IOException {
    Object owner = Files.getAttribute(path, "unix:uid");
    return owner.equals(0) || owner.equals(Files.getAttribute(home, "unix:uid"));
  }
}
