package atelier.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder that a job fills through a {@link JobMounts.Access#WRITABLE} mount, and that other jobs
 * read later. Its files belong to the user of jobs, so that a job can write to them in an overlay;
 * the folder around all of them can be entered by this process's user alone. {@link #close} deletes
 * what is left of it. Blocking.
 */
public final class BuildFolder implements AutoCloseable {
  private static final String FILES = "files";
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN_FILE =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path path;

  private BuildFolder(Path path) {
    this.path = path;
  }

  /**
   * Creates a folder, and deletes those that killed processes left.
   *
   * @param parent is created where it is missing, and closed for other users
   * @param prefix the start of its name
   */
  public static BuildFolder create(Path parent, String prefix) throws IOException {
    prepare(parent);
    return createIn(parent, prefix);
  }

  /**
   * Creates a folder among the temporary ones, where paths are short enough for sockets.
   *
   * @param prefix the start of its name
   */
  public static BuildFolder temporary(String prefix) throws IOException {
    return createIn(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  private static BuildFolder createIn(Path parent, String prefix) throws IOException {
    StaleFolders.delete(parent, prefix);
    Path path =
        Files.createTempDirectory(parent, prefix + ProcessHandle.current().pid() + "-");
    Path files = Files.createDirectory(path.resolve(FILES));
    Files.setPosixFilePermissions(files, FOLDER);
    if (HostSystem.isRoot()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
      Files.setAttribute(files, "unix:uid", HostSystem.SANDBOX_UID);
      Files.setAttribute(files, "unix:gid", HostSystem.SANDBOX_UID);
    }
    return new BuildFolder(path);
  }

  /**
   * Creates a folder that this process's user alone can enter. Root in a container may not mount:
   * there the user of jobs itself must reach what it is shown.
   */
  public static void prepare(Path parent) throws IOException {
    Files.createDirectories(parent);
    boolean jobsEnter = HostSystem.isRoot() && !HostSystem.mayMount();
    Files.setPosixFilePermissions(
        parent, PosixFilePermissions.fromString(jobsEnter ? "rwx--x--x" : "rwx------"));
  }

  /** Deletes a folder with whatever a job has written into it. */
  public static void delete(Path folder) throws IOException {
    FolderRemoval.remove(folder);
  }

  /** The folder itself, in which the node may write notes beside {@link #files}. */
  public Path path() {
    return path;
  }

  /** The folder that the job fills. */
  public Path files() {
    return filesOf(path);
  }

  /** The folder that the job filled, of one that was moved to a path. */
  public static Path filesOf(Path path) {
    return path.resolve(FILES);
  }

  /**
   * Gives all files the permissions that jobs expect, keeps who may execute them, and returns their
   * size in bytes; no process of the job runs any more. Fails if there is anything but files,
   * folders and symbolic links.
   */
  public long seal() throws IOException {
    FolderRemoval.open(files());
    Sealing sealing = new Sealing();
    Files.walkFileTree(files(), sealing);
    if (sealing.files > WrittenFolders.MAX_FILES || sealing.bytes > WrittenFolders.MAX_BYTES) {
      throw new IOException(sealing.files + " files and " + (sealing.bytes >> 20)
          + " MiB are more than " + WrittenFolders.MAX_FILES + " and "
          + (WrittenFolders.MAX_BYTES >> 20));
    }
    return sealing.bytes;
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(path)) {
      FolderRemoval.remove(path);
    }
  }

  /** Sets permissions; walks into no symbolic link. */
  private static final class Sealing extends SimpleFileVisitor<Path> {
    private long bytes;
    private long files;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      files++;
      Files.setPosixFilePermissions(folder, FOLDER);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      files++;
      if (attributes.isSymbolicLink()) {
        return FileVisitResult.CONTINUE;
      }
      if (!attributes.isRegularFile()) {
        throw new IOException(
            file.getFileName() + " is neither a file nor a folder nor a symbolic link");
      }
      bytes += attributes.size();
      // Also without the bits of setuid(2).
      boolean isProgram =
          Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(file, isProgram ? FOLDER : PLAIN_FILE);
      return FileVisitResult.CONTINUE;
    }
  }
}
