package atelier.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The environment variables, working directory and home directory. Only this class reads them from
 * the system.
 *
 * @param settingsFolder the folder with {@code .env} and {@code conf/}
 */
public record ProcessEnvironment(
    Map<String, String> variables, Path workingDirectory, Path home, Path settingsFolder) {
  public ProcessEnvironment {
    variables = Map.copyOf(variables);
  }

  /** An environment with the settings in the working directory. */
  public ProcessEnvironment(Map<String, String> variables, Path workingDirectory, Path home) {
    this(variables, workingDirectory, home, workingDirectory);
  }

  /** Returns this environment with the user's own settings instead of those of the folder. */
  public ProcessEnvironment withoutFolderSettings() {
    return new ProcessEnvironment(
        variables, workingDirectory, home, home.resolve(".config/atelier"));
  }

  /** Returns those of this process. */
  public static ProcessEnvironment current() {
    return new ProcessEnvironment(
        System.getenv(), Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")));
  }

  /** Returns the value of a variable; empty if it is not set. */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Resolves a path from a user; {@code ~} is the home directory. */
  public Path resolve(String path) {
    if (path.equals("~") || path.startsWith("~/")) {
      return home.resolve(path.substring(Math.min(2, path.length()))).normalize();
    }
    return workingDirectory.resolve(path).normalize();
  }
}
