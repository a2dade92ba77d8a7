package atelier.cli.command;

import atelier.cli.context.CommandFailure;
import atelier.config.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks the paths for output before the project starts. */
final class OutputPaths {
  private OutputPaths() {}

  /** Resolves {@code --out}, which must be a new or empty folder. */
  static Optional<Path> cloneFolder(ProcessEnvironment environment, Optional<String> path) {
    return path.map(environment::resolve).map(folder -> {
      if (Files.isDirectory(folder) ? !isEmpty(folder) : Files.exists(folder)) {
        throw CommandFailure.usage(
            "--out " + folder + " exists and is not empty: name a new folder");
      }
      return folder;
    });
  }

  /** Resolves {@code --record}, which must be a file in an existing folder. */
  static Optional<Path> recordingFile(ProcessEnvironment environment, Optional<String> path) {
    return path.map(environment::resolve).map(file -> {
      var parent = file.getParent();
      if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
        throw CommandFailure.usage(
            "--record " + file + " cannot be written: name a file in an existing folder");
      }
      return file;
    });
  }

  private static boolean isEmpty(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
