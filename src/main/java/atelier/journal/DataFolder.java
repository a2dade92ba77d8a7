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
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path place;
  private final FileChannel lock;

  private DataFolder(Path folder, Path place, FileChannel lock) {
    this.folder = folder;
    this.place = place;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, for this user alone, and takes it. Blocking.
   *
   * @throws IllegalStateException when it cannot be used, or another process has it
   */
  public static DataFolder take(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path place = folder.toRealPath();
      if (!TAKEN.add(place)) {
        throw taken(folder, pid());
      }
      try {
        return new DataFolder(folder, place, locked(folder));
      } catch (IOException | RuntimeException e) {
        TAKEN.remove(place);
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

  private static FileChannel locked(Path folder) throws IOException {
    Path file = folder.resolve("atelier.lock");
    FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw taken(folder, Files.readString(file).strip());
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

  private static IllegalStateException taken(Path folder, String pid) {
    return new IllegalStateException("another Atelier (process " + pid + ") uses " + folder
        + ": stop it, or choose another folder with --data DIR");
  }

  public Path journal() {
    return folder.resolve("journal.db");
  }

  public Path knowledge() {
    return folder.resolve("knowledge.db");
  }

  /** Where the token is kept that HTTP callers from elsewhere must present. */
  public Path httpToken() {
    return httpToken(folder);
  }

  /** The same in a folder that another process uses. */
  public static Path httpToken(Path folder) {
    return folder.resolve("http-token");
  }

  /** Where it is kept what models were asked and what they answered. */
  public Path calls() {
    return folder.resolve("calls");
  }

  /** Where the projects' repositories are. */
  public Path projects() {
    return folder.resolve("projects");
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
    TAKEN.remove(place);
  }
}
