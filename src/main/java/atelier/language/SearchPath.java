package atelier.language;

import atelier.pattern.Pattern;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds executables in the folders of a search path; ignores relative folders.
 *
 * @param folders as in {@code PATH}
 */
record SearchPath(String folders) implements Function<String, Optional<Path>> {
  private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";

  /** Returns the {@code PATH} of this process, which its child processes inherit. */
  static SearchPath inherited() {
    return new SearchPath(new ProcessBuilder().environment().getOrDefault("PATH", DEFAULT));
  }

  /** Returns a path with further folders in front of this one. */
  SearchPath after(String first) {
    return new SearchPath(first + File.pathSeparator + folders);
  }

  @Override
  public Optional<Path> apply(String executable) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(folders)
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, executable))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
