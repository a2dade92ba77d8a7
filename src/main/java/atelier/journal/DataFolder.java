package atelier.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder where a node keeps everything; one process at a time has it. */
public final class DataFolder implements AutoCloseable {
  /**
   * What this process has. The lock file of one of these must not be opened again: closing any
   * channel to it, even one that only looked, would give up the lock for the whole process.
   */
  private static final Set<Path> OPEN_FOLDERS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path realPath;
  private final FileChannel lock;

  private DataFolder(Path folder, Path place, FileChannel lock) {
    this.folder = folder;
    this.realPath = place;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, for this user alone, and takes it. Blocking.
   *
   * @throws IllegalStateException when it cannot be used, or another process has it
   */
  public static DataFolder open(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path place = folder.toRealPath();
      if (!OPEN_FOLDERS.add(place)) {
        throw alreadyInUse(folder, pid());
      }
      try {
        return new DataFolder(folder, place, acquireLock(folder));
      } catch (IOException | RuntimeException e) {
        OPEN_FOLDERS.remove(place);
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
    return folder.resolve("journal.db");
  }

  public Path knowledgeFile() {
    return folder.resolve("knowledge.db");
  }

  /** Where the token is kept that HTTP callers from elsewhere must present. */
  public Path httpTokenFile() {
    return httpTokenFile(folder);
  }

  /** The same in a folder that another process uses. */
  public static Path httpTokenFile(Path folder) {
    return folder.resolve("http-token");
  }

  /** Where it is kept what models were asked and what they answered. */
  public Path callsFolder() {
    return folder.resolve("calls");
  }

  /** Where the projects' repositories are. */
  public Path projectsFolder() {
    return folder.resolve("projects");
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
    OPEN_FOLDERS.remove(realPath);
  }
}
