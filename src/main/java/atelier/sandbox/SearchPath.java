package atelier.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds executables in the folders of a search path; ignores relative folders.
 *
 * @param folders as in {@code PATH}
 */
record SearchPath(String folders) {
  private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";

  /** Returns the {@code PATH} of this process, which its child processes inherit. */
  static SearchPath inherited() {
    return new SearchPath(new ProcessBuilder().environment().getOrDefault("PATH", DEFAULT));
  }

  /** Returns the first executable of this name; links are not followed. */
  Optional<Path> find(String executable) {
    return Stream.of(folders.split(File.pathSeparator))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, executable))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
