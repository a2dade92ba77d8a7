package atelier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** The temporary folder with a job's copy of its files; {@link #close} deletes it. Blocking. */
final class JobFolder implements AutoCloseable {
  private static final String PREFIX = "atelier-run-";

  private final Path folder;

  private JobFolder(Path folder) {
    this.folder = folder;
  }

  static JobFolder create(Map<String, String> files) throws IOException {
    JobFolder jobFolder =
        new JobFolder(Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-"));
    if (HostSystem.isRoot()) {
      Files.setAttribute(jobFolder.folder, "unix:uid", HostSystem.SANDBOX_UID);
    }
    for (var file : files.entrySet()) {
      Path path = jobFolder.folder.resolve(file.getKey()).normalize();
      if (!path.startsWith(jobFolder.folder)) {
        jobFolder.close();
        throw new IOException(file.getKey() + " is outside of the folder");
      }
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
      if (file.getValue().startsWith("#!")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    return jobFolder;
  }

  /** Creates a file outside of every job's folder, readable only by this process's user. */
  static Path createFile(String content) throws IOException {
    Path file = Files.createTempFile(PREFIX + ProcessHandle.current().pid() + "-", "");
    return Files.writeString(file, content);
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    delete(folder);
  }

  /** Deletes the folders of processes that were killed. */
  static void deleteStale() {
    deleteStale(PREFIX);
  }

  /** Deletes what processes that were killed left in files or folders named PREFIX, pid, "-…". */
  static void deleteStale(String prefix) {
    deleteStale(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  /** The same in any folder. */
  static void deleteStale(Path parent, String prefix) {
    try (Stream<Path> paths = Files.list(parent)) {
      paths
          .filter(path -> path.getFileName().toString().matches(prefix + "[0-9]+-.*"))
          .filter(path -> !isAlive(path, prefix))
          .forEach(JobFolder::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(parent + " cannot be listed", e);
    }
  }

  private static boolean isAlive(Path path, String prefix) {
    String pid = path.getFileName().toString().substring(prefix.length()).split("-", 2)[0];
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
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
