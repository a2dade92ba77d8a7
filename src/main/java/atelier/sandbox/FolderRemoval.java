package atelier.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Deletes folders that jobs have written: with names of any depth, and folders that even their
 * owner may not enter. Runs chmod(1) and rm(1); blocking.
 */
final class FolderRemoval {
  private static final long TIMEOUT_SECONDS = 120;

  private FolderRemoval() {}

  /** Lets the owner read and write everything in a folder. */
  static void open(Path folder) throws IOException {
    run(List.of("chmod", "-R", "u+rwX", "--", folder.toString()));
  }

  /** Deletes a folder or file, if it exists. */
  static void remove(Path path) throws IOException {
    if (!run(List.of("rm", "-rf", "--", path.toString()))) {
      open(path);
      if (!run(List.of("rm", "-rf", "--", path.toString()))) {
        throw new IOException(path + " cannot be removed");
      }
    }
  }

  private static boolean run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
