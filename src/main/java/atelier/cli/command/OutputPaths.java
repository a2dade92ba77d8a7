package atelier.cli.command;

import atelier.cli.context.CommandFailure;

import atelier.config.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks where something is to be written, before the work is begun. */
final class OutputPaths {
  private OutputPaths() {}

  /** A folder that is not there yet, or empty. */
  static Optional<Path> cloneFolder(ProcessEnvironment environment, Optional<String> path) {
    return path.map(environment::resolve).map(folder -> {
      if (Files.isDirectory(folder) ? !isEmpty(folder) : Files.exists(folder)) {
        throw CommandFailure.usage(
            "--out " + folder + " is there and not empty: name a folder that is not there yet");
      }
      return folder;
    });
  }

  /** A file in a folder that is there. */
  static Optional<Path> recordingFile(ProcessEnvironment environment, Optional<String> path) {
    return path.map(environment::resolve).map(file -> {
      var parent = file.getParent();
      if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
        throw CommandFailure.usage(
            "--record " + file + " cannot be written: name a file in a folder that is there");
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
