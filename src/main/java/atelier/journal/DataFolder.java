package atelier.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that contains all data of a node. It is locked: one process at a time uses it. */
public final class DataFolder implements AutoCloseable {
  /**
   * The folders that this process has locked. Their lock files must not be opened again: closing
   * any channel to a lock file releases the lock of the whole process (fcntl(2)).
   */
  private static final Set<Path> OPEN_FOLDERS = ConcurrentHashMap.newKeySet();

  /** The folders in it, each created when it is first needed. */
  private static final List<String> FOLDERS = List.of("projects", "calls", "cache");

  private final Path folder;
  private final Path realPath;
  private final FileChannel lock;

  private DataFolder(Path folder, Path realPath, FileChannel lock) {
    this.folder = folder;
    this.realPath = realPath;
    this.lock = lock;
  }

  /**
   * Creates the folder if it does not exist, for this user only, and locks it. Blocking.
   *
   * @throws IllegalStateException if it cannot be used, or another process uses it
   */
  public static DataFolder open(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      findObstacle(folder).ifPresent(problem -> {
        throw new IllegalStateException(problem);
      });
      Path realPath = folder.toRealPath();
      if (!OPEN_FOLDERS.add(realPath)) {
        throw alreadyInUse(folder, pid());
      }
      try {
        return new DataFolder(folder, realPath, acquireLock(folder));
      } catch (IOException | RuntimeException e) {
        OPEN_FOLDERS.remove(realPath);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException(
          "the data folder " + folder + " is not a folder: choose another with --data DIR", e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the data folder " + folder + " cannot be used (" + e.getMessage()
              + "): choose another with --data DIR",
          e);
    }
  }

  /**
   * Says what in a data folder has the name of one of its folders and is none, so that nothing can
   * be written there; empty if all is well. Blocking.
   */
  public static Optional<String> findObstacle(Path folder) {
    return FOLDERS.stream()
        .map(folder::resolve)
        // A link to a folder on another disk is one; a link to nothing cannot become one.
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path))
        .findFirst()
        .map(path -> path + " is not a folder: move it away, or choose another with --data DIR");
  }

  private static FileChannel acquireLock(Path folder) throws IOException {
    Path file = folder.resolve("atelier.lock");
    FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw alreadyInUse(folder, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid().getBytes(StandardCharsets.US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String pid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static IllegalStateException alreadyInUse(Path folder, String pid) {
    return new IllegalStateException("another Atelier (process " + pid + ") uses " + folder
        + ": stop it, or choose another folder with --data DIR");
  }

  public Path journalFile() {
    return journalFile(folder);
  }

  static Path journalFile(Path folder) {
    return folder.resolve("journal.db");
  }

  public Path knowledgeFile() {
    return folder.resolve("knowledge.db");
  }

  /** Returns the file with the token that HTTP clients from other machines must present. */
  public Path httpTokenFile() {
    return httpTokenFile(folder);
  }

  /** Returns the token file of a folder that another process uses. */
  public static Path httpTokenFile(Path folder) {
    return folder.resolve("http-token");
  }

  /** Returns the folder with the prompts and answers of model calls. */
  public Path callsFolder() {
    return folder.resolve("calls");
  }

  /** Returns the folder with the projects' repositories. */
  public Path projectsFolder() {
    return projectsFolder(folder);
  }

  static Path projectsFolder(Path folder) {
    return folder.resolve("projects");
  }

  /** Returns the folder of what can be made again, such as compiled standard libraries. */
  public Path cacheFolder() {
    return folder.resolve("cache");
  }

  /** Returns the file with the identifier by which this node finds the sprites that it made. */
  public Path spritesNodeFile() {
    return folder.resolve("sprites-node");
  }

  /** Unlocks the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
    OPEN_FOLDERS.remove(realPath);
  }
}
