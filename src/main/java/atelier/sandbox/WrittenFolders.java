package atelier.sandbox;

import atelier.event.ReachedLimit;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import atelier.sandbox.JobResult.End;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The folders on disk that a job writes to, which no system call limits: they are counted while it
 * runs, less often the longer that takes. One for each job; blocking.
 */
final class WrittenFolders {
  static final long MAX_BYTES = 1_536L << 20;
  static final long MAX_FILES = 60_000;

  /** Of the time of a job at most such a part is for counting. */
  private static final long PART_FOR_COUNTING = 10;

  private final List<Path> folders;
  private long countedNs;
  private long tookNs;
  private long bytes;
  private long files;

  WrittenFolders(JobMounts mounts) {
    folders = mounts.mounts().stream()
        .filter(mount -> mount.access() == Access.WRITABLE)
        .map(Mount::source)
        .toList();
    countedNs = System.nanoTime();
  }

  /** The limit that is reached; empty also if it is too early to count again. */
  Optional<JobMonitor.Ending> reached() {
    long now = System.nanoTime();
    if (folders.isEmpty() || now - countedNs < PART_FOR_COUNTING * tookNs) {
      return Optional.empty();
    }
    return count(now);
  }

  /** The limit that was reached when the job exited. */
  Optional<JobMonitor.Ending> reachedAtEnd() {
    return folders.isEmpty() ? Optional.empty() : count(System.nanoTime());
  }

  private Optional<JobMonitor.Ending> count(long nowNs) {
    bytes = 0;
    files = 0;
    folders.forEach(this::count);
    countedNs = System.nanoTime();
    tookNs = Math.max(TimeUnit.MILLISECONDS.toNanos(1), countedNs - nowNs);
    if (bytes > MAX_BYTES) {
      return Optional.of(JobMonitor.Ending.at(
          End.TOO_MANY_FILES, ReachedLimit.bytes("disk", "", MAX_BYTES, bytes)));
    }
    return files > MAX_FILES
        ? Optional.of(JobMonitor.Ending.at(
            End.TOO_MANY_FILES, ReachedLimit.count("files and folders", MAX_FILES, files)))
        : Optional.empty();
  }

  private void count(Path folder) {
    try {
      Files.walkFileTree(folder, new Counter());
    } catch (IOException unreadable) {
      // What the job takes from itself is counted when it is sealed.
    }
  }

  /** Adds what is in a folder that changes meanwhile; ends as soon as it is too much. */
  private final class Counter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return add(0);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      return add(attributes.size());
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException gone) {
      return add(0);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult add(long size) {
      files++;
      bytes += size;
      return files > MAX_FILES || bytes > MAX_BYTES
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }
  }
}
