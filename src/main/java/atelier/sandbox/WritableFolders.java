package atelier.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The folders in memory (tmpfs(5)) to which a job can write, seen from outside through {@code
 * /proc/PID/root}. bubblewrap limits their bytes and not their files. Blocking.
 */
final class WritableFolders {
  private static final Path HOST_ROOT = Path.of("/");
  private static final List<String> NAMES = List.of("work", "tmp", "dev/shm");
  private static final long PROGRAM_TIMEOUT_MS = 1_000;

  private Optional<Path> root = Optional.empty();

  /** The bytes in them; 0 before the job has them. */
  long bytes(List<Long> pids) {
    return folders(pids).stream()
        .map(Path::toFile)
        .mapToLong(WritableFolders::usedBytes)
        .sum();
  }

  private static long usedBytes(File folder) {
    return folder.getTotalSpace() - folder.getFreeSpace();
  }

  /** The files and folders in them; 0 if that cannot be found out. Runs stat(1). */
  long files(List<Long> pids) {
    List<Path> folders = folders(pids);
    if (folders.isEmpty()) {
      return 0;
    }
    List<String> words = new ArrayList<>(List.of("stat", "-f", "-c", "%c %d"));
    folders.forEach(folder -> words.add(folder.toString()));
    try {
      Process stat = new ProcessBuilder(words)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stat.waitFor(PROGRAM_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        stat.destroyForcibly();
        return 0;
      }
      String output = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return output.lines().mapToLong(WritableFolders::usedFiles).sum();
    } catch (IOException noSuchProgram) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Of the total and the free ones. */
  private static long usedFiles(String line) {
    String[] counts = line.split(" ", 2);
    return Long.parseLong(counts[0]) - Long.parseLong(counts[1]);
  }

  private List<Path> folders(List<Long> pids) {
    if (root.filter(Files::isDirectory).isEmpty()) {
      root = pids.stream()
          .map(pid -> Path.of("/proc/" + pid + "/root"))
          .filter(WritableFolders::isOfJob)
          .findFirst();
    }
    return root.stream().flatMap(path -> NAMES.stream().map(path::resolve)).toList();
  }

  /** The first processes still have the root of the host, or one that is not complete. */
  private static boolean isOfJob(Path root) {
    try {
      return Files.isDirectory(root.resolve("work"), LinkOption.NOFOLLOW_LINKS)
          && device(root.resolve("work")) != device(root)
          && device(root) != device(HOST_ROOT);
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  private static long device(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:dev");
  }
}
