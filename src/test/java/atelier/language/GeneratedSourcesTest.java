package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.scan.NativeScanner;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sources that a generator or a runtime provides, and those in folders of their own. */
final class GeneratedSourcesTest {
  private static final NativeScanner SCANNER = NativeScanner.open("");

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static List<Diagnostic> unresolved(CheckedProject project, String path, String text) {
    var sources = project.with(path, text).at(path);
    return Languages.of(sources)
        .orElseThrow()
        .imports
        .orElseThrow()
        .findUnresolved(sources, SCANNER.analyze(path, sources.text()).imported());
  }

  @Test
  void packagesOfGoThatAGeneratorMakesAreAccepted() {
    CheckedProject project = CheckedProject.of("go.mod", "module example.com/shop");
    String text = "package a\nimport \"example.com/shop/gen/shop/v1\"";
    assertThat(unresolved(project.with("shop.proto", "x"), "a.go", text)).isEmpty();
    assertThat(unresolved(project, "a.go", text)).hasSize(1);
    String other = "package a\nimport \"example.com/shop/internal/store\"";
    assertThat(unresolved(project.with("shop.proto", "x"), "a.go", other)).hasSize(1);
    assertThat(unresolved(project.with("internal/store/s.go", "x"), "cmd/a/a.go", other))
        .isEmpty();
  }

  @Test
  void typesOfJavaThatAGeneratorMakesAreAccepted() {
    CheckedProject project = CheckedProject.of("core/src/main/java/com/shop/A.java", "x");
    String text = "import com.shop.QUser;\nimport com.shop.A;\nclass B {}";
    String path = "web/src/main/java/com/web/B.java";
    CheckedProject generated = project.with("pom.xml", "<artifactId>querydsl-apt</artifactId>");
    assertThat(unresolved(generated, path, text)).isEmpty();
    assertThat(unresolved(project.with("pom.xml", "<project/>"), path, text)).hasSize(1);
  }

  @Test
  void sourcesInAFolderOfTheirOwnAreFound() {
    CheckedProject python = CheckedProject.of("src/shop/__init__.py").with("src/shop/cart.py", "");
    assertThat(unresolved(python, "tests/test_a.py", "from shop.cart import A\nimport shop"))
        .isEmpty();
    CheckedProject rust = CheckedProject.of("Cargo.toml", "[workspace]", "members = ['app']")
        .with("core/Cargo.toml", "[package]\nname = 'shop-core'")
        .with("core/src/lib.rs", "pub struct A;");
    assertThat(unresolved(rust, "app/src/main.rs", "use shop_core::A;")).isEmpty();
    assertThat(unresolved(rust, "core/tests/a.rs", "use shop_core::A;")).isEmpty();
    assertThat(unresolved(rust, "app/src/main.rs", "use regex::Regex;")).hasSize(1);
  }

  @Test
  void headersOfARuntimeComeWithItsExtension() {
    CheckedProject project = CheckedProject.of("setup.py", "");
    String text = "#include \"structmember.h\"\n";
    assertThat(unresolved(project, "src/a.c", "#include <Python.h>\n" + text)).isEmpty();
    assertThat(unresolved(project, "src/a.c", "#include <stdio.h>\n" + text)).hasSize(1);
  }
}
