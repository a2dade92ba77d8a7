package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
  @Test
  void languagesAreSortedByName() {
    List<String> names = Languages.ALL.stream().map(Language::name).toList();

    assertThat(names).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void everyExtensionAndFileNameBelongsToOneLanguage() {
    Stream<String> all = Languages.ALL.stream()
        .flatMap(each -> Stream.concat(each.extensions.stream(), each.fileNames.stream()));

    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void extensionsAreSortedAndWithoutADot() {
    for (Language language : Languages.ALL) {
      assertThat(language.extensions)
          .as(language.name())
          .isSorted()
          .noneMatch(e -> e.contains("."));
    }
  }

  @Test
  void everyCheckContainsItsFileOrRoot() {
    Stream<ToolCheck> checks = Languages.ALL.stream()
        .flatMap(e -> Stream.concat(e.syntaxCheck.stream(), e.projectCheck.stream()));

    assertThat(checks).allSatisfy(check -> {
      assertThat(check.arguments()).containsAnyOf("{file}", "{root}");
      assertThat(check.error().pattern()).contains("?<file>", "?<line>", "?<message>");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "app/main.py,python",
    "index.mjs,javascript",
    "a/b.tsx,typescript",
    "Dockerfile,docker",
    "x/Makefile,make",
    "tsconfig.json,jsonc",
    "package.json,json",
    "Rakefile,ruby",
    "tsconfig.app.json,jsonc",
    "web/tsconfig.node.json,jsonc",
    "tsconfig.base.json,jsonc",
    "jsconfig.json,jsonc",
    "base.tsconfig.json,jsonc",
    "tsconfig/base.json,jsonc",
    "tsconfig-build.json,jsonc",
    ".eslintrc.json,jsonc",
    ".swcrc,jsonc",
    "turbo.jsonc,jsonc",
    ".devcontainer/devcontainer.json,jsonc",
    ".devcontainer.json,jsonc",
    "deno.json,jsonc",
    "api-extractor.json,jsonc",
    "config/api-extractor.base.json,jsonc",
    "wrangler.jsonc,jsonc",
    "my.code-workspace,jsonc",
    ".vscode/launch.json,jsonc",
    "a/.vscode/settings.json,jsonc",
    "turbo.json,jsonc",
    "angular.json,jsonc",
    "nx.json,jsonc",
    "biome.json,jsonc",
    "appsettings.Development.json,jsonc",
    "pyrightconfig.json,jsonc",
    ".mocharc.json,jsonc",
    ".babelrc,json5",
    ".babelrc.json,json5",
    "babel.config.json,json5",
    "renovate.json,json5",
    "data/settings.json,json",
    "package-lock.json,json",
    "xtsconfig.json,json",
    "swcrc.json,json",
    "composer.json,json",
    "locales/de.json,json",
    "public/manifest.json,json",
    "include/a.h,c",
    "a.hpp,cpp",
    "lib/a.exs,elixir",
    ".github/workflows/ci.yml,yaml"
  })
  void pathsDetermineTheLanguage(String path, String language) {
    assertThat(Language.of(path)).map(Language::name).contains(language);
  }

  @Test
  void aHeaderOfObjectiveCHasNoLanguage() {
    CheckedProject project = CheckedProject.of("a.h", "#import <U/U.h>", "@interface A", "@end")
        .with("b.h", "int b(void);", "// @interface")
        .with("c.h", "@protocol C;");

    assertThat(Languages.of(project.at("a.h"))).isEmpty();
    assertThat(Languages.of(project.at("b.h"))).map(Language::name).contains("c");
    assertThat(Languages.of(project.at("c.h"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LICENSE", "a.unknown", "a.", "py", ".gitignore", "python/readme"})
  void otherPathsHaveNoLanguage(String path) {
    assertThat(Language.of(path)).isEmpty();
  }
}
