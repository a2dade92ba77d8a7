package atelier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Deletes what killed processes of the same user left behind. Never fails: other users may put
 * files with any name into a shared folder, which stay. Blocking.
 */
final class StaleFolders {
  private static final Logger LOG = Logger.getLogger(StaleFolders.class.getName());
  private static final int MAX_PID_DIGITS = 9;

  private StaleFolders() {}

  /** Deletes the files and folders named PREFIX, the number of a process that ended, "-…". */
  static void delete(Path parent, String prefix) {
    List<Path> stale;
    try (Stream<Path> paths = Files.list(parent)) {
      stale = paths
          .filter(path -> isStale(path, prefix))
          .filter(StaleFolders::isOwn)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.FINE, parent + " cannot be listed", e);
      return;
    }
    for (Path path : stale) {
      try {
        FolderRemoval.remove(path);
      } catch (IOException e) {
        LOG.log(Level.FINE, path + " is left behind", e);
      }
    }
  }

  private static boolean isStale(Path path, String prefix) {
    String name = path.getFileName().toString();
    if (!name.matches(prefix + "[0-9]{1," + MAX_PID_DIGITS + "}-.*")) {
      return false;
    }
    String pid = name.substring(prefix.length()).split("-", 2)[0];
    return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  /**
   * Whether this user, or as root the user of jobs in a folder of root's, owns a file. What another
   * user owns could be exchanged for a link while it is deleted.
   */
  private static boolean isOwn(Path path) {
    try {
      int uid = uid(path);
      return uid == HostSystem.uid()
          || (HostSystem.isRoot()
              && uid == HostSystem.SANDBOX_UID
              && !HostSystem.isWritableForAll(Objects.requireNonNull(path.getParent())));
    } catch (IOException e) {
      return false;
    }
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
