package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a job with a subordinate user sees files of the user who runs Atelier, whose folders it
 * cannot enter: the launcher first shows each of them at a place that everybody can reach, to the
 * job alone. Without a subordinate user it changes nothing. One for each job; blocking.
 */
final class SubordinateMounts {
  private static final String PREFIX = "atelier-mounts-";

  /** Each begins a group of three words: the option, the path outside, the path inside. */
  private static final List<String> OPTIONS = List.of("--ro-bind", "--ro-bind-try");

  private static Optional<Path> points = Optional.empty();

  private final Optional<SubordinateUser> user;
  private final List<String> shown = new ArrayList<>();

  SubordinateMounts(Optional<SubordinateUser> user) {
    this.user = user;
  }

  /** Returns words of bubblewrap with paths that the job's user can reach. */
  List<String> reachable(List<String> words) throws IOException {
    List<String> reachable = new ArrayList<>(words);
    for (int i = 0; user.isPresent() && i + 1 < words.size(); i++) {
      Path path = Path.of(words.get(i + 1));
      if (OPTIONS.contains(words.get(i)) && Files.exists(path) && !isOpenToAll(path)) {
        Path point = point(shown.size() / 3, Files.isDirectory(path));
        shown.addAll(List.of("--show", path.toString(), point.toString()));
        reachable.set(i + 1, point.toString());
      }
    }
    return reachable;
  }

  List<String> reachable(String... words) throws IOException {
    return reachable(List.of(words));
  }

  /** Returns the words of the launcher that belong to what was made reachable so far. */
  List<String> launcherWords() {
    List<String> words = new ArrayList<>();
    user.ifPresent(one -> words.addAll(
        List.of("--subordinate", String.valueOf(one.user()), String.valueOf(one.group()))));
    words.addAll(shown);
    return words;
  }

  /** Whether every user can read a file or folder and can enter all folders above it. */
  static boolean isOpenToAll(Path path) {
    try {
      for (Path each = path.getParent(); each != null; each = each.getParent()) {
        if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      var own = Files.getPosixFilePermissions(path);
      return own.contains(PosixFilePermission.OTHERS_READ)
          && (!Files.isDirectory(path) || own.contains(PosixFilePermission.OTHERS_EXECUTE));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Returns an empty file or folder, which is made where it is missing: systems delete old files
   * from the temporary folder. Jobs share it, since each sees something else there.
   */
  private static synchronized Path point(int number, boolean isFolder) throws IOException {
    if (points.isEmpty() || !Files.isDirectory(points.get())) {
      JobFolder.deleteStale(PREFIX);
      Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
      folder.toFile().deleteOnExit();
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      points = Optional.of(folder);
    }
    Path point = points.get().resolve((isFolder ? "folder-" : "file-") + number);
    if (!Files.exists(point)) {
      if (isFolder) {
        Files.createDirectory(point);
      } else {
        Files.createFile(point);
      }
      point.toFile().deleteOnExit();
    }
    return point;
  }
}
