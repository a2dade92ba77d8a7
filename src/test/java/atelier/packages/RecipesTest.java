package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipesTest {
  @Test
  void rowsAreComplete() {
    assertThat(Recipes.ALL).extracting(Recipe::ecosystem).doesNotHaveDuplicates();
    for (Recipe recipe : Recipes.ALL) {
      assertThat(recipe.resolve()).as(recipe.ecosystem()).contains("$LAYER", ".atelier");
      // Maven has no lock file.
      assertThat(recipe.locks().isEmpty()).isEqualTo(recipe.ecosystem().equals("maven"));
      assertThat(recipe.shown()).isNotEmpty();
      assertThat(Recipes.of(recipe.ecosystem())).containsSame(recipe);
    }
    assertThat(Recipes.of("unheard")).isEmpty();
  }

  @Test
  void scriptsContainTheFilesThatTheyInclude() {
    for (Recipe recipe : Recipes.ALL) {
      assertThat(recipe.resolve() + recipe.prepare()).doesNotContain("#include");
    }
    assertThat(Recipes.of("pip").orElseThrow().resolve()).contains("def read_requirements(");
  }

  /** Where packages are is asked for on each machine. */
  @Test
  void scriptsNameNoRegistry() {
    for (Recipe recipe : Recipes.ALL) {
      assertThat((recipe.resolve()
                  + recipe.prepare()
                  + recipe.environment()
                  + recipe.installEnvironment())
              .toLowerCase(Locale.ROOT))
          .doesNotContainPattern("https?://[a-z]|\\b(?!java\\.io)\\w+\\.(?:org|com|net|io)\\b");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "npm, package.json, true",
    "npm, my-package.json, false",
    "pip, requirements.txt, true",
    "pip, requirements-dev.txt, true",
    "pip, dev_requirements.txt, true",
    "pip, notes.txt, false",
    "pip, pyproject.toml, true",
    "go, go.mod, true",
    "go, go.sum, false"
  })
  void manifestsAreKnownByName(String ecosystem, String name, boolean isManifest) {
    Recipe recipe = Recipes.of(ecosystem).orElseThrow();

    assertThat(recipe.manifests().matches(name)).isEqualTo(isManifest);
  }
}
