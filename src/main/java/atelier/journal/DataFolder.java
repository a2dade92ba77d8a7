package atelier.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder where a node keeps everything; one process at a time has it. */
public final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
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
      Path file = folder.resolve("atelier.lock");
      FileChannel channel = FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        String pid = Files.readString(file).strip();
        channel.close();
        throw new IllegalStateException("another Atelier (process " + pid + ") uses " + folder
            + ": stop it, or choose another folder with --data DIR");
      }
      channel.truncate(0);
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the data folder " + folder + " cannot be used (" + e.getMessage()
              + "): choose another with --data DIR",
          e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      return null;
    }
  }

  public Path journal() {
    return folder.resolve("journal.db");
  }

  public Path knowledge() {
    return folder.resolve("knowledge.db");
  }

  /** Where the projects' repositories are. */
  public Path projects() {
    return folder.resolve("projects");
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
