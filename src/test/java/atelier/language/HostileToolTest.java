package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that tries to make a checker read, run, store or wait for something it must not. */
class HostileToolTest extends ToolchainTest {
  @TempDir
  private Path folder;

  @Test
  void aHeaderOutsideOfTheProjectIsRejectedAndNotQuoted() throws Exception {
    needs("gcc");
    Path secret = Files.writeString(folder.resolve("secret"), "canary canary = canary;\n");
    String include = "#include \"" + secret + "\"";
    CheckedProject project = CheckedProject.of("a.c", "int x;", include)
        .with("b.c", "#define P \"" + secret + "\"", "#include P", "int x = 1")
        .with("c.c", "%:include \"" + secret + "\"")
        .with("d.c", "#inc\\", "lude \"" + secret + "\"", "int y = 1")
        .with("e.c", "#include \"f.h\"", "int z;")
        .with("f.h", include)
        .with("g.c", "#include \"../../../../../../../.." + secret + "\"");

    for (String path : List.of("a.c", "b.c", "c.c", "d.c", "e.c", "g.c")) {
      CheckReport verdict = check(project, path);
      assertThat(verdict.diagnostics())
          .as(path)
          .noneMatch(each -> each.message().contains("canary"));
    }
    assertThat(check(project, "a.c").diagnostics()).singleElement().satisfies(problem -> {
      assertThat(problem.line()).isEqualTo(2);
      assertThat(problem.message()).contains("outside of the project");
    });
    assertThat(check(project, "b.c").passed()).isFalse();
    assertThat(check(project, "g.c").passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compile_error!(include_str!(\"%s\"));",
        "compile_error!(include_str!(concat!(\"%s\", \"\")));",
        "macro_rules! m { ($i:ident) => { compile_error!($i!(\"%s\")); } } m!(include_str);",
        "include!(\"%s\");",
        "#[path = \"%s\"] mod secret;",
        "const X: [u8; 1] = *include_bytes!(\"../../../../../../../..%s\");"
      })
  void rustDoesNotQuoteAFileOutsideOfTheProject(String text) throws Exception {
    needs("rustc");
    Path secret = Files.writeString(folder.resolve("secret.rs"), "\"the canary\"");
    CheckedProject project = CheckedProject.of("src/lib.rs", text.formatted(secret))
        .with("src/main.rs", "mod lib;", "fn main() {}");

    for (String path : project.tree().keySet()) {
      assertThat(check(project, path).diagnostics()).noneMatch(e -> e.message().contains("canary"));
    }
    assertThat(check(project, "src/lib.rs").passed()).isFalse();
  }

  @Test
  void aFileOfTheProjectMayBeIncluded() {
    needs("rustc");
    CheckedProject project =
        CheckedProject.of("src/lib.rs", "pub const PAGE: &str = include_str!(\"../a.html\");");

    assertThat(check(project, "src/lib.rs").diagnostics()).isEmpty();
  }

  @Test
  void aPathOutsideOfTheProjectIsNotWritten() {
    needs("python3");
    for (String path : List.of("../x.py", "/tmp/atelier-x.py", "a/../../../x.py", "a\0.py")) {
      CheckReport verdict = check(CheckedProject.of(path, "x = 1"), path);

      assertThat(verdict.passed()).as(path).isFalse();
    }
    assertThat(Path.of("/tmp/atelier-x.py")).doesNotExist();
  }

  @Test
  void hostilePathsInTheTreeAreIgnored() {
    needs("python3");
    CheckedProject project = CheckedProject.of("ok.py", "x = 1")
        .with("../evil.py", "x")
        .with("ok.py/child.py", "x")
        .with("a".repeat(300) + ".py", "x");

    assertValid(project, "ok.py");
  }

  @Test
  void aNameThatLooksLikeAnOptionIsAFile() {
    needs("bash");
    needs("python3");
    CheckedProject project = CheckedProject.of("-c.sh", "echo (").with("--version.py", "x = (");

    assertBroken(project, "-c.sh", 1);
    assertBroken(project, "--version.py", 1);
  }

  @Test
  void aToolIsNotConfiguredByTheProject() {
    needs("rustc");
    CheckedProject project = CheckedProject.of("src/lib.rs", "pub fn f() {}")
        .with("rust-toolchain.toml", "[toolchain]", "path = \"/nowhere\"")
        .with(".cargo/config.toml", "[build]", "rustc-wrapper = \"/nowhere\"");

    assertValid(project, "src/lib.rs");
  }

  @Test
  void diagnosticsAreFewShortAndOnOneLine() {
    needs("gcc");
    String many = "int f(void) { return x%d%s; }\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append(many.formatted(i, "y".repeat(2_000)));
    }

    List<Diagnostic> problems =
        check(CheckedProject.of("a.c", text.toString()), "a.c").diagnostics();

    assertThat(problems)
        .hasSize(20)
        .allSatisfy(
            each -> assertThat(each.message()).hasSizeLessThanOrEqualTo(500).doesNotContain("\n"));
  }

  @Test
  void aFileOfMoreThanAMebibyteIsRejected() {
    CheckReport verdict =
        check(CheckedProject.of("a.json", "[" + " ".repeat(1024 * 1024) + "]"), "a.json");

    assertThat(verdict.diagnostics())
        .singleElement()
        .satisfies(each -> assertThat(each.message()).contains("split it"));
  }
}
