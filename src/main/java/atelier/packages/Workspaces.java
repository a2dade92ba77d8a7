package atelier.packages;

import atelier.pattern.Pattern;
import java.util.List;
import java.util.Map;

/** A table of how a manifest says that it is the root of a workspace. */
final class Workspaces {
  private static final List<Row> ROWS = List.of(
      new Row("npm", "package\\.json", "\"workspaces\"\\s*:"),
      new Row("npm", "pnpm-workspace\\.yaml", "packages"),
      new Row("cargo", "Cargo\\.toml", "(?m)^\\s*\\[workspace[.\\]]"),
      new Row("go", "go\\.work", "(?m)^\\s*use\\b"),
      new Row("maven", "pom\\.xml", "<modules>"),
      new Row("gradle", "settings\\.gradle(?:\\.kts)?", "(?m)^\\s*include\\b"));

  private record Row(String ecosystem, Pattern file, Pattern content) {
    Row(String ecosystem, String file, String content) {
      this(ecosystem, Pattern.compile(file), Pattern.compile(content));
    }
  }

  private Workspaces() {}

  /** Whether these files, by path within a folder, make the folder the root of a workspace. */
  static boolean isRoot(String ecosystem, Map<String, String> files) {
    return ROWS.stream()
        .filter(row -> row.ecosystem().equals(ecosystem))
        .anyMatch(row -> files.entrySet().stream()
            .anyMatch(file -> row.file().matches(file.getKey())
                && row.content().matcher(file.getValue()).find()));
  }
}
