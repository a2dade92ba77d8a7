package atelier.packages;

import atelier.pattern.Pattern;
import java.util.List;
import java.util.Map;

/** The table of ecosystems whose packages are installed. */
public final class Recipes {
  /** All rows. */
  public static final List<Recipe> ALL = List.of(
      row("npm", "npm", "package\\.json", List.of("package-lock.json")),
      row(
          "pip",
          "python3",
          "requirements[^/]*\\.txt|pyproject\\.toml",
          List.of("requirements.lock")));

  private Recipes() {}

  private static Recipe row(String ecosystem, String tool, String manifests, List<String> locks) {
    return new Recipe(
        ecosystem,
        1,
        tool,
        Pattern.compile(manifests),
        Pattern.compile("(?!)"),
        locks,
        List.of(),
        "",
        "",
        Map.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}
