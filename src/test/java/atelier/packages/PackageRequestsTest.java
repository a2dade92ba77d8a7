package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the manifests of a project ask for. */
final class PackageRequestsTest {
  private static final String EXPRESS = "{\"dependencies\":{\"express\":\"^4\"}}";
  private static final List<Recipe> RECIPES = List.of(
      recipe("npm", "package\\.json", "(?!)", "package-lock.json"),
      recipe("pip", "requirements[^/]*\\.txt|pyproject\\.toml", "(?!)", "requirements.lock"),
      recipe("cargo", "Cargo\\.toml", "(?!)", "Cargo.lock"),
      recipe("go", "go\\.mod", ".*\\.go", "go.sum"));

  private static Recipe recipe(String ecosystem, String manifests, String companions, String lock) {
    return new Recipe(
        ecosystem,
        1,
        ecosystem,
        Pattern.compile(manifests),
        Pattern.compile(companions),
        List.of(lock),
        List.of(),
        "",
        "",
        Map.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  private static List<PackageRequest> of(Map<String, String> files) {
    return PackageRequests.of(files, RECIPES);
  }

  private static String key(Map<String, String> files) {
    return of(files).get(0).key();
  }

  @Test
  void severalManifestsOfAFolderAreOneRequest() {
    var requests = of(Map.of(
        "api/requirements.txt", "flask", "api/requirements-dev.txt", "pytest", "api/a.py", "x"));

    assertThat(requests).hasSize(1);
    PackageRequest request = requests.get(0);
    assertThat(request.ecosystem()).isEqualTo("pip");
    assertThat(request.folder()).isEqualTo("api/");
    assertThat(request.manifest()).isEqualTo("api/requirements.txt");
    assertThat(request.files()).containsOnlyKeys("requirements.txt", "requirements-dev.txt");
  }

  @Test
  void packagesAreThoseOfTheVersionThatTheProjectChooses() {
    Recipe pip = Recipes.of("pip").orElseThrow();
    Map<String, String> plain =
        Map.of("requirements.txt", "flask", "requirements.lock", "flask==3", ".nvmrc", "20");
    Map<String, String> chosen = new LinkedHashMap<>(plain);
    chosen.put(".python-version", "3.12\n");

    PackageRequest any = PackageRequests.of(plain, List.of(pip)).get(0);
    PackageRequest one = PackageRequests.of(chosen, List.of(pip)).get(0);

    assertThat(any.files()).containsOnlyKeys("requirements.txt", "requirements.lock");
    assertThat(one.files()).containsKey(".python-version");
    assertThat(one.key()).isNotEqualTo(any.key());
    assertThat(LayerKey.of(pip, one, "1", "amd64"))
        .isNotEqualTo(LayerKey.of(pip, any, "1", "amd64"));
  }

  @Test
  void aWorkspaceHasOneRequest() {
    var nested = Map.of("package.json", EXPRESS, "web/package.json", EXPRESS);
    var workspace =
        Map.of("package.json", "{\"workspaces\":[\"web\"]}", "web/package.json", EXPRESS);

    assertThat(of(nested)).extracting(PackageRequest::folder).containsExactly("", "web/");
    assertThat(of(workspace)).extracting(PackageRequest::folder).containsExactly("");
    assertThat(of(workspace).get(0).files()).containsOnlyKeys("package.json", "web/package.json");
  }

  @Test
  void theKeyIsOfManifestsAndCompanionsButNotOfLocks() {
    var plain = Map.of("go.mod", "module m\nrequire x v1", "main.go", "package main");
    var locked = new LinkedHashMap<>(plain);
    locked.put("go.sum", "sums");
    var other = new LinkedHashMap<>(plain);
    other.put("sub/b.go", "package sub");

    assertThat(key(locked)).isEqualTo(key(plain));
    assertThat(of(locked).get(0).files()).containsEntry("go.sum", "sums");
    assertThat(key(other)).isNotEqualTo(key(plain));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "package.json | {\"name\":\"x\"} | false",
        "package.json | {\"dependencies\":{}} | false",
        "package.json | {\"devDependencies\":{\"vitest\":\"1\"}} | true",
        "package.json | not json | true",
        "requirements.txt | # none yet | false",
        "requirements.txt | flask==3 | true",
        "pyproject.toml | [project]~dependencies = [] | false",
        "pyproject.toml | [project]~dependencies = [\"flask\"] | true",
        "pyproject.toml | [project]~dependencies = [~  \"flask\",~] | true",
        "Cargo.toml | [package]~name = \"x\"~[dependencies]~ | false",
        "Cargo.toml | [dependencies]~# web~axum = \"1\" | true",
        "Cargo.toml | [dependencies.axum]~version = \"1\" | true",
        "go.mod | module m~go 1.21 | false",
        "go.mod | module m~require example.com/x v1 | true"
      })
  void aManifestThatDeclaresNothingAsksForNothing(String path, String content, boolean asks) {
    assertThat(of(Map.of(path, content.replace('~', '\n')))).hasSize(asks ? 1 : 0);
  }

  @Test
  void anImportOfAnotherModuleAsksToo() {
    var own = Map.of("go.mod", "module ex.org/m\n", "a.go", "import \"ex.org/m/sub\"\n");
    var foreign = Map.of("go.mod", "module ex.org/m\n", "a.go", "import (\n\t\"ex.org/n\"\n)");

    assertThat(of(own)).isEmpty();
    assertThat(of(foreign)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "composer.json | {\"require\":{\"slim/slim\":\"4\"}} | PHP packages (composer.json)",
        "Gemfile | gem 'rack' | Ruby packages (Gemfile) are not",
        "mix.exs | {:plug, \"~> 1.0\"} | Elixir packages (mix.exs) are not",
        "a/b.csproj | <PackageReference Include=\"x\"/> | .NET packages (a/b.csproj) are not"
      })
  void whatHasNoRecipeIsNamed(String path, String content, String reason) {
    var requests = of(Map.of(path, content));

    assertThat(requests).hasSize(1);
    assertThat(UnsupportedEcosystems.reason(requests.get(0)).orElseThrow()).startsWith(reason);
  }

  @Test
  void thereAreAtMostTen() {
    Map<String, String> files = new LinkedHashMap<>();
    for (int folder = 0; folder < 20; folder++) {
      files.put("f" + folder + "/package.json", EXPRESS);
    }

    assertThat(of(files)).hasSize(10);
  }
}
