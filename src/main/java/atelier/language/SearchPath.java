package atelier.language;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds executables in the folders of a search path; ignores relative folders.
 *
 * @param folders as in {@code PATH}
 */
record SearchPath(String folders) implements Function<String, Optional<Path>> {
  private static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";

  /** The folders in which the sandbox looks for programs; what it finds runs the project. */
  private static final String SANDBOX = "/usr/local/bin:/usr/local/go/bin:/usr/bin:/bin";

  /** Returns the {@code PATH} of this process, which its child processes inherit. */
  static SearchPath inherited() {
    return new SearchPath(new ProcessBuilder().environment().getOrDefault("PATH", DEFAULT));
  }

  /**
   * Returns this path behind the folders of the sandbox, so that a file is checked by the program
   * that will run it, where there is one, and else by the user's.
   */
  SearchPath behindSandbox() {
    return new SearchPath(SANDBOX + File.pathSeparator + folders);
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
