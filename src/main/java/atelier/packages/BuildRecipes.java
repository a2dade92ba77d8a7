package atelier.packages;

import atelier.packages.Recipe.Shown;
import atelier.pattern.Pattern;
import atelier.sandbox.JobMounts.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@link Recipe} whose packages are compiled or run by a build tool. */
final class BuildRecipes {
  private static final Shown READ_ONLY_LAYER = new Shown("", "$LAYER", Access.READ_ONLY);
  private static final Shown WRITABLE_LAYER = new Shown("", "$LAYER", Access.OVERLAY);

  /**
   * Without debug information crates need two thirds of the disk. It is part of what Cargo
   * compares, so programs must have the same.
   */
  private static final Map<String, String> CARGO_PROFILE =
      Map.of("CARGO_INCREMENTAL", "0", "CARGO_PROFILE_DEV_DEBUG", "0");

  /** All rows. */
  static final List<Recipe> ALL = List.of(cargo(), maven(), gradle());

  private BuildRecipes() {}

  private static Recipe cargo() {
    String stubs = RecipeScripts.read("cargo/stubs.sh");
    return new Recipe(
        "cargo",
        2,
        "cargo",
        Pattern.compile("Cargo\\.toml"),
        Pattern.compile(ToolchainFiles.RUST),
        List.of("Cargo.lock"),
        List.of("target/"),
        stubs + RecipeScripts.read("cargo/resolve.sh"),
        stubs + RecipeScripts.read("cargo/prepare.sh"),
        // Cargo before 1.70 asks for it; older than 1.68 it knows only an index in git.
        with(CARGO_PROFILE, Map.of("CARGO_REGISTRIES_CRATES_IO_PROTOCOL", "sparse")),
        List.of(READ_ONLY_LAYER, new Shown("target", "target", Access.OVERLAY)),
        List.of(),
        with(CARGO_PROFILE, Map.of("CARGO_HOME", "$LAYER/cargo", "CARGO_NET_OFFLINE", "true")));
  }

  private static Recipe maven() {
    return new Recipe(
        "maven",
        1,
        "mvn",
        Pattern.compile("pom\\.xml"),
        Pattern.compile(
            "\\.mvn/(?:extensions\\.xml|maven\\.config|jvm\\.config)|" + ToolchainFiles.JAVA),
        List.of(),
        List.of("target/"),
        RecipeScripts.read("maven/resolve.sh"),
        "",
        Map.of("MAVEN_OPTS", "-Xmx768m"),
        // The goal install writes into the repository.
        List.of(WRITABLE_LAYER),
        List.of(),
        // Maven finds its settings by the user's home, and has no variable for them.
        Map.of("MAVEN_OPTS", "-Duser.home=$LAYER/home -Dmaven.repo.local=$LAYER/m2"));
  }

  private static Recipe gradle() {
    return new Recipe(
        "gradle",
        1,
        "gradle",
        Pattern.compile("(?:build|settings)\\.gradle(?:\\.kts)?"),
        Pattern.compile("gradle\\.properties|gradle/libs\\.versions\\.toml|" + ToolchainFiles.JAVA),
        List.of("gradle.lockfile"),
        List.of(".gradle/", "build/"),
        RecipeScripts.read("gradle/resolve.sh"),
        "",
        Map.of(),
        List.of(WRITABLE_LAYER),
        List.of(),
        Map.of("GRADLE_USER_HOME", "$LAYER/gradle"));
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
