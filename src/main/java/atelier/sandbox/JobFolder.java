package atelier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The folder of a job, and in it the one with a copy of its files. Blocking. */
final class JobFolder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JobFolder.class.getName());
  private static final String PREFIX = "atelier-run-";
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path own;
  private final Path folder;

  private JobFolder(Path own) {
    this.own = own;
    folder = own.resolve("src");
  }

  /**
   * Creates the folder of a job.
   *
   * @param parent the folder in which it is created; empty for the system's temporary folder
   */
  static JobFolder create(Optional<Path> parent, Map<String, String> files) throws IOException {
    JobFolder jobFolder = new JobFolder(Files.createTempDirectory(
        prepare(parent), PREFIX + ProcessHandle.current().pid() + "-"));
    Files.createDirectory(jobFolder.folder);
    if (HostSystem.isRoot()) {
      Files.setAttribute(jobFolder.own, "unix:uid", HostSystem.SANDBOX_UID);
      Files.setAttribute(jobFolder.folder, "unix:uid", HostSystem.SANDBOX_UID);
    }
    Path root = jobFolder.path();
    for (var file : files.entrySet()) {
      Path path = root.resolve(file.getKey()).normalize();
      if (!path.startsWith(root)) {
        jobFolder.close();
        throw new IOException(file.getKey() + " is outside of the folder");
      }
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(path, file.getValue().startsWith("#!") ? EXECUTABLE : READABLE);
    }
    openToJobs(root);
    return jobFolder;
  }

  /** A job's user is another one; nobody else can enter the folder above. */
  private static void openToJobs(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path folder : paths.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(folder, EXECUTABLE);
      }
    }
  }

  /** Creates a file outside of every job's folder, readable only by this process's user. */
  static Path createFile(Optional<Path> parent, String content) throws IOException {
    Path file =
        Files.createTempFile(prepare(parent), PREFIX + ProcessHandle.current().pid() + "-", "");
    return Files.writeString(file, content);
  }

  /** Creates an empty folder outside of every job's folder. */
  static Path createEmpty(Optional<Path> parent) throws IOException {
    return Files.createTempDirectory(
        prepare(parent), PREFIX + ProcessHandle.current().pid() + "-");
  }

  /** The folder with the copy of the files, which a job's user can read. */
  Path path() {
    return folder;
  }

  /** Deletes it with all that the job has written there. */
  @Override
  public void close() {
    try {
      delete(own);
    } catch (UncheckedIOException unreadable) {
      // Names that are too long in all, or folders that the job has closed.
      JobUser.lines(List.of("chmod", "-R", "u+rwx", own.toString()));
      JobUser.lines(List.of("rm", "-rf", own.toString()));
      if (Files.exists(own)) {
        delete(own);
      }
    }
  }

  /** Deletes what processes that were killed left in files or folders named PREFIX, pid, "-…". */
  static void deleteStale(String prefix) {
    StaleFolders.delete(TEMPORARY, prefix);
  }

  /** Deletes the folders of jobs whose process was killed. */
  static void deleteStaleJobs(Optional<Path> parent) {
    StaleFolders.delete(prepare(parent), PREFIX);
  }

  /**
   * Returns the folder for the folders of jobs, which is created where it is missing: only this
   * process's user can write to it. Where that is impossible, the system's temporary folder.
   */
  private static Path prepare(Optional<Path> parent) {
    if (parent.isEmpty()) {
      return TEMPORARY;
    }
    Path folder = parent.get();
    try {
      Files.createDirectories(folder);
      // As root, jobs run as a user that must reach its own folder but list no other.
      Files.setPosixFilePermissions(
          folder, PosixFilePermissions.fromString(HostSystem.isRoot() ? "rwx--x--x" : "rwx------"));
      if (HostSystem.isRoot()) {
        Files.setPosixFilePermissions(
            folder.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return folder;
    } catch (IOException e) {
      LOG.log(Level.WARNING, folder + " cannot be used, jobs run in " + TEMPORARY, e);
      return TEMPORARY;
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be removed", e);
    }
  }
}
