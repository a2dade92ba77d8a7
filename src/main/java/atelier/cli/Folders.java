package atelier.cli;

import atelier.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks where something is to be written, before the work is begun. */
final class Folders {
  private Folders() {}

  /** A folder that is not there yet, or empty. */
  static Optional<Path> forClone(Surroundings surroundings, Optional<String> named) {
    return named.map(surroundings::resolve).map(folder -> {
      if (Files.isDirectory(folder) ? !isEmpty(folder) : Files.exists(folder)) {
        throw Failure.usage(
            "--out " + folder + " is there and not empty: name a folder that is not there yet");
      }
      return folder;
    });
  }

  /** A file in a folder that is there. */
  static Optional<Path> forFile(Surroundings surroundings, Optional<String> named) {
    return named.map(surroundings::resolve).map(file -> {
      var parent = file.getParent();
      if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
        throw Failure.usage(
            "--record " + file + " cannot be written: name a file in a folder that is there");
      }
      return file;
    });
  }

  private static boolean isEmpty(Path folder) {
    try (var inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
