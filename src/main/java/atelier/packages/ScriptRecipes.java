package atelier.packages;

import atelier.packages.Recipe.Shown;
import atelier.pattern.Pattern;
import atelier.sandbox.JobMounts.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ecosystems whose packages are used as they are downloaded: npm, pip and Go. */
final class ScriptRecipes {
  private static final String LAYER = "$LAYER";

  /** npm; a lock file of pnpm is left to pnpm, and that of yarn 1 to an installed yarn. */
  private static final Recipe NPM = new Recipe(
      "npm",
      2,
      "npm",
      Pattern.compile("package\\.json"),
      Pattern.compile("pnpm-workspace\\.yaml|" + ToolchainFiles.NODE),
      List.of("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"),
      List.of("node_modules/"),
      RecipeScripts.read("npm/resolve.sh"),
      RecipeScripts.read("npm/prepare.sh"),
      quietNpm(),
      // Vitest and others write into node_modules, and fail where they cannot.
      List.of(
          new Shown("node_modules", "node_modules", Access.OVERLAY),
          new Shown("client", LAYER + "/client", Access.READ_ONLY)),
      List.of("client/node_modules/.bin"),
      with(
          quietNpm(),
          Map.of(
              "npm_config_offline", "true",
              // Otherwise pnpm looks for the version that package.json says.
              "npm_config_manage_package_manager_versions", "false")));

  private static final Recipe PIP = new Recipe(
      "pip",
      1,
      "python3",
      Pattern.compile("[\\w.-]*requirements[\\w.-]*\\.txt|pyproject\\.toml"),
      Pattern.compile(
          "requirements/[\\w.-]+\\.txt|[\\w.-]*constraints[\\w.-]*\\.txt|" + ToolchainFiles.PYTHON),
      List.of("requirements.lock"),
      List.of(".venv/", "__pycache__/", "*.egg-info/", ".pytest_cache/"),
      RecipeScripts.read("pip/resolve.sh"),
      "",
      Map.of(
          "PIP_DISABLE_PIP_VERSION_CHECK", "1",
          "PIP_NO_CACHE_DIR", "1",
          "PIP_NO_INPUT", "1",
          "PIP_ONLY_BINARY", ":all:"),
      List.of(new Shown("", LAYER, Access.READ_ONLY)),
      List.of("venv/bin"),
      Map.of("VIRTUAL_ENV", LAYER + "/venv", "PYTHONDONTWRITEBYTECODE", "1"));

  /** Go, whose sources say which modules are needed; tidying may change {@code go.mod} too. */
  private static final Recipe GO = new Recipe(
      "go",
      1,
      "go",
      Pattern.compile("go\\.mod"),
      Pattern.compile("(?:.*/)?[^/]+\\.go"),
      List.of("go.sum", "go.mod"),
      List.of(),
      RecipeScripts.read("go/resolve.sh"),
      "",
      Map.of("GOTOOLCHAIN", "local", "GOTELEMETRY", "off"),
      List.of(new Shown("", LAYER, Access.READ_ONLY)),
      List.of(),
      Map.of(
          "GOMODCACHE", LAYER + "/mod",
          "GOPROXY", "off",
          "GOFLAGS", "-mod=readonly",
          "GOTOOLCHAIN", "local",
          "GOTELEMETRY", "off"));

  static final List<Recipe> ALL = List.of(NPM, PIP, GO);

  private ScriptRecipes() {}

  /** The proxy says at once that a registry is away; npm would try each package for a minute. */
  private static Map<String, String> quietNpm() {
    return Map.of(
        "npm_config_audit", "false",
        "npm_config_fund", "false",
        "npm_config_progress", "false",
        "npm_config_update_notifier", "false",
        "npm_config_fetch_retry_mintimeout", "500",
        "npm_config_fetch_retry_maxtimeout", "2000");
  }

  private static Map<String, String> with(Map<String, String> all, Map<String, String> others) {
    Map<String, String> more = new HashMap<>(all);
    more.putAll(others);
    return more;
  }
}
