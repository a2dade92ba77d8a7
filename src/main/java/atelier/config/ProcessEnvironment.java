package atelier.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The environment variables, working directory and home directory. Only this class reads them from
 * the system.
 */
public record ProcessEnvironment(Map<String, String> variables, Path workingDirectory, Path home) {
  public ProcessEnvironment {
    variables = Map.copyOf(variables);
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
