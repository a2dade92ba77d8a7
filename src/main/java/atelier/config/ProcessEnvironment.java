package atelier.config;

import java.nio.file.Path;
import java.util.Map;

/** What the process finds around it; the only place that asks the system for it. */
public record ProcessEnvironment(Map<String, String> variables, Path workingDirectory, Path home) {
  public ProcessEnvironment {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  public static ProcessEnvironment current() {
    return new ProcessEnvironment(
        System.getenv(), Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")));
  }

  /** A variable's value; empty where it is not set. */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** A path as a user writes it: {@code ~} is the home folder, relative is to this directory. */
  public Path resolve(String path) {
    if (path.equals("~") || path.startsWith("~/")) {
      return home.resolve(path.substring(Math.min(2, path.length()))).normalize();
    }
    return workingDirectory.resolve(path).normalize();
  }
}
