package atelier.packages;

import atelier.pattern.Pattern;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decides whether manifests declare any package, so that there is something to install. */
final class DeclaredPackages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NPM_FIELD = Pattern.compile("(?:dev|optional|peer)?[dD]ependencies");
  private static final Pattern REQUIREMENT = Pattern.compile("(?m)^\\s*[A-Za-z0-9.]");
  private static final Pattern PYPROJECT =
      Pattern.compile("(?m)^\\s*(?:dependencies|install_requires|requires)\\s*=\\s*[^\\s\\[]"
          + "|(?m)^\\s*(?:dependencies|install_requires)\\s*=\\s*\\[\\s*[^\\s\\]]"
          + "|(?m)^\\s*\\[(?:project\\.optional-dependencies|dependency-groups"
          + "|tool\\.poetry\\..*dependencies|options\\.extras_require)\\]");
  private static final Pattern CARGO = Pattern.compile(
      "(?m)^\\s*\\[(?:workspace\\.|target\\..*\\.)?(?:dev-|build-)?dependencies(?:\\.[^\\]]+\\]"
          + "|\\]\\s*(?:#.*)?\\n(?:\\s*(?:#.*)?\\n)*\\s*[\\w\"'-]+\\s*[.=])");
  private static final Pattern GO_REQUIRE = Pattern.compile("(?m)^\\s*require\\b");
  private static final Pattern GO_MODULE = Pattern.compile("(?m)^\\s*module\\s+(\\S+)");
  private static final Pattern GO_IMPORT =
      Pattern.compile("(?m)^\\s*(?:import\\s+)?(?:[\\w.]+\\s+)?\"([\\w-]+\\.[\\w.-]+/[^\"]+)\"");

  private static final Map<String, Predicate<Map<String, String>>> ROWS = Map.of(
      "npm",
      files -> anyNamed(files, "package.json", DeclaredPackages::isNpm),
      "pip",
      DeclaredPackages::isPip,
      "cargo",
      files -> anyNamed(files, "Cargo.toml", text -> CARGO.matcher(text).find()),
      "go",
      DeclaredPackages::isGo);

  private DeclaredPackages() {}

  /**
   * Whether these manifests and companions ask for a package; true if that is not known.
   *
   * @param files contents by path within the folder
   */
  static boolean any(String ecosystem, Map<String, String> files) {
    return ROWS.getOrDefault(ecosystem, unknown -> true).test(files);
  }

  private static boolean anyNamed(
      Map<String, String> files, String name, Predicate<String> declares) {
    return files.entrySet().stream()
        .anyMatch(file ->
            PackageRequests.nameOf(file.getKey()).equals(name) && declares.test(file.getValue()));
  }

  /** A manifest that cannot be read is left to the tool, which says what is wrong. */
  private static boolean isNpm(String text) {
    try {
      JsonNode manifest = JSON.readTree(text);
      return manifest.properties().stream()
          .anyMatch(
              field -> NPM_FIELD.matches(field.getKey()) && !field.getValue().isEmpty());
    } catch (JacksonException unreadable) {
      return true;
    }
  }

  private static boolean isPip(Map<String, String> files) {
    return files.entrySet().stream().anyMatch(file -> {
      String name = PackageRequests.nameOf(file.getKey());
      return (name.endsWith(".txt") && REQUIREMENT.matcher(file.getValue()).find())
          || ((name.endsWith(".toml") || name.endsWith(".cfg"))
              && PYPROJECT.matcher(file.getValue()).find())
          || name.equals("setup.py")
          || name.equals("Pipfile");
    });
  }

  private static boolean isGo(Map<String, String> files) {
    String modules = files.entrySet().stream()
        .filter(file -> PackageRequests.nameOf(file.getKey()).equals("go.mod"))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining("\n"));
    var own = GO_MODULE.matcher(modules);
    String module = own.find() ? own.group(1) : "";
    return GO_REQUIRE.matcher(modules).find()
        || files.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".go"))
            .flatMap(file -> GO_IMPORT.matcher(file.getValue()).results())
            .map(imported -> imported.group(1))
            .anyMatch(path ->
                module.isEmpty() || !(path.equals(module) || path.startsWith(module + "/")));
  }
}
