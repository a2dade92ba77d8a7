package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The files of a build cache on the host. Blocking. */
final class CacheFiles {
  private CacheFiles() {}

  /**
   * Makes every file readable for every user and writable for this process's user alone, whatever
   * user filled the cache. Returns its size in bytes.
   */
  static long seal(Path folder) throws IOException {
    long bytes = 0;
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
      if (!file && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(path + " is neither a file nor a folder");
      }
      if (HostSystem.isRoot()) {
        Files.setAttribute(path, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", 0, LinkOption.NOFOLLOW_LINKS);
      }
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(file ? "rw-r--r--" : "rwxr-xr-x"));
      bytes += file ? Files.size(path) : 0;
    }
    return bytes;
  }

  /** Deletes the caches of other versions of the same tool. */
  static void deleteOthers(Path cache) throws IOException {
    try (Stream<Path> siblings = Files.list(cache.getParent())) {
      siblings
          .filter(path -> path.getFileName().toString().matches("go[0-9].*-std"))
          .filter(path -> !path.equals(cache))
          .forEach(JobFolder::delete);
    }
  }
}
