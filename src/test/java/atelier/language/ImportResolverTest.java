package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.language.source.SourceTree;
import atelier.scan.NativeScanner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resolvable and unresolvable imports of several languages, as the scanner finds them. */
final class ImportResolverTest {
  private static final NativeScanner SCANNER =
      NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static List<Diagnostic> unresolved(CheckedProject project, String path, String text) {
    return judged(project, Map.of(), path, text);
  }

  private static List<Diagnostic> judged(
      CheckedProject project, Map<String, Set<String>> installed, String path, String text) {
    SourceTree known = project.with(path, text).at(path);
    SourceTree sources = new SourceTree(path, known.files(), known.planned(), installed);
    Language language = Languages.of(sources).orElseThrow();
    var reading = SCANNER.analyze(path, sources.text());
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.imported()).as("the scanner sees its imports").isNotEmpty();
    return language.imports.orElseThrow().findUnresolved(sources, reading.imported());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("atelier.language.ResolvableImports#samples")
  void resolvableImportsAreAccepted(CheckedProject project, String path, String text) {
    assertThat(unresolved(project, path, text)).isEmpty();
  }

  @ParameterizedTest(name = "{1}: {4}")
  @MethodSource("atelier.language.UnresolvableImports#samples")
  void undeclaredImportsAreReported(
      CheckedProject project, String path, String text, int line, String message) {
    assertThat(unresolved(project, path, text)).singleElement().satisfies(problem -> {
      assertThat(problem.line()).isEqualTo(line);
      assertThat(problem.message()).contains(message);
    });
  }

  @Test
  void onceInstalledThePackagesDecideAndNotTheManifest() {
    CheckedProject project = CheckedProject.of("package.json").with("requirements.txt", "flask");
    var installed = Map.of(
        "npm",
        Set.of("express", "@types/estree"),
        "pip",
        Set.of("flask", "werkzeug", "google.api"));

    assertThat(judged(project, installed, "a.js", "import e from 'express/lib/x';\n"))
        .isEmpty();
    assertThat(judged(project, installed, "a.ts", "import e from 'estree';\n")).isEmpty();
    assertThat(judged(project, installed, "a.py", "import werkzeug\nimport google\n"))
        .isEmpty();
    assertThat(judged(project, installed, "a.js", "import e from 'lodash';\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message())
            .isEqualTo("'lodash' is not installed: add it to package.json"));
    assertThat(judged(project, installed, "a.py", "import requests\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message())
            .isEqualTo("'requests' is not installed: add it to requirements.txt"));
  }

  @Test
  void aPendingManifestAcceptsAnyImport() {
    CheckedProject planned =
        CheckedProject.of("a.txt").planning("Gemfile", "pom.xml", "go.mod", "Cargo.toml");

    assertThat(unresolved(planned, "a.rb", "require 'sinatra'\n")).isEmpty();
    assertThat(unresolved(planned, "A.java", """
            import org.x.Y;
            class A {}
            """)).isEmpty();
    assertThat(unresolved(planned, "a.go", """
            package a
            import "x.org/y"
            """)).isEmpty();
    assertThat(unresolved(planned, "a.rs", "use rand::Rng;\n")).isEmpty();
  }
}
