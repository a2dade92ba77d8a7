package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.packages.Recipe.Shown;
import atelier.pattern.Pattern;
import atelier.sandbox.JobMounts;
import atelier.sandbox.JobMounts.Access;
import atelier.sandbox.JobMounts.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where programs find what a layer has, and what decides which layer they get. */
final class LayerMountsTest {
  private static final Pattern MANIFEST = Pattern.compile("package\\.json");
  private static final PackageRequest REQUEST = new PackageRequest(
      "npm", "web/", "web/package.json", Map.of("package.json", "{}"), "0123456789abcdef99");

  @TempDir
  private Path layer;

  private static Recipe recipe(Shown... shown) {
    return new Recipe(
        "npm",
        1,
        "npm",
        MANIFEST,
        MANIFEST,
        List.of(),
        List.of(),
        "",
        "",
        Map.of(),
        List.of(shown),
        List.of("$LAYER/venv/bin", "bin"),
        Map.of("CACHE", "$LAYER/cache:$LAYER"));
  }

  @Test
  void targetsAreInTheFolderOfTheManifestOrInTheLayer() throws IOException {
    Files.createDirectories(layer.resolve("modules"));

    JobMounts mounts = LayerMounts.of(
        recipe(
            new Shown("modules", "node_modules", Access.OVERLAY),
            new Shown("", "$LAYER", Access.READ_ONLY)),
        REQUEST,
        layer);

    assertThat(mounts.mounts())
        .containsExactly(
            new Mount(layer.resolve("modules"), "/work/web/node_modules", Access.OVERLAY),
            new Mount(layer, "/layers/npm-1b7ed2c3", Access.READ_ONLY));
    assertThat(mounts.searchPath())
        .containsExactly("/layers/npm-1b7ed2c3/venv/bin", "/layers/npm-1b7ed2c3/bin");
    assertThat(mounts.environment())
        .containsEntry("LAYER", "/layers/npm-1b7ed2c3")
        .containsEntry("CACHE", "/layers/npm-1b7ed2c3/cache:/layers/npm-1b7ed2c3");
  }

  @Test
  void theBuilderWritesAtTheSamePath() {
    JobMounts mounts = LayerMounts.whileBuilding(REQUEST, layer);

    assertThat(mounts.mounts())
        .containsExactly(new Mount(layer, "/layers/npm-1b7ed2c3", Access.WRITABLE));
    assertThat(mounts.environment()).containsEntry("LAYER", "/layers/npm-1b7ed2c3");
  }

  @Test
  void linksOfPackagesShowNothingOfTheHost() throws IOException {
    Files.createSymbolicLink(layer.resolve("modules"), Path.of("/etc"));
    Files.createSymbolicLink(layer.resolve("parent"), Path.of("/"));
    Files.writeString(layer.resolve("file"), "");

    JobMounts mounts = LayerMounts.of(
        recipe(
            new Shown("modules", "node_modules", Access.OVERLAY),
            new Shown("parent/etc", "a", Access.READ_ONLY),
            new Shown("../x", "b", Access.READ_ONLY),
            new Shown("file", "c", Access.READ_ONLY),
            new Shown("missing", "d", Access.READ_ONLY)),
        REQUEST,
        layer);

    assertThat(mounts.mounts()).isEmpty();
  }

  @Test
  void everythingThatDecidesWhatIsInstalledIsInTheKey() {
    PackageRequest locked = new PackageRequest(
        "npm",
        "web/",
        "web/package.json",
        Map.of("package.json", "{}", "package-lock.json", "{}"),
        REQUEST.key());

    List<String> keys = List.of(
        LayerKey.of(recipe(), REQUEST, "9.2.0", "amd64"),
        LayerKey.of(recipe(), locked, "9.2.0", "amd64"),
        LayerKey.of(recipe(), REQUEST, "9.2.1", "amd64"),
        LayerKey.of(recipe(), REQUEST, "9.2.", "amd64"),
        LayerKey.of(recipe(), REQUEST, "9.2.0", "aarch64"));

    assertThat(keys).doesNotHaveDuplicates().allMatch(LayerKey::isKey);
    assertThat(LayerKey.of(recipe(), REQUEST, "9.2.0", "amd64")).isEqualTo(keys.get(0));
    assertThat(LayerKey.isKey("../" + keys.get(0).substring(3))).isFalse();
  }
}
