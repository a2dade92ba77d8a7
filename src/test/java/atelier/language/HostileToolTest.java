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

  /** Each reads, or would tell the existence of, a file of the host. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#include \"%s\"",
        "#define P \"%s\"\n#include P\nint x = 1",
        "%%:include \"%s\"",
        "#inc\\\nlude \"%s\"\nint y = 1",
        "/**/#include \"%s\"",
        "#/**/include \"%s\"",
        "_Static_assert(0, \"x\"\n#include \"%s\"\n)",
        "#include \"../../../../../../../..%s\"",
        "#if __has_include(\"%s\")\n#error the canary exists\n#endif",
        "__asm__(\".incbin \\\"%s\\\"\");\nint x = canary"
      })
  void aCompilerOfCFindsNoFileOfTheHost(String text) throws Exception {
    needs("gcc");
    Path secret = Files.writeString(folder.resolve("secret"), "canary canary = canary;\n");
    CheckedProject project = CheckedProject.of("a.c", text.formatted(secret))
        .with("b.c", "#include \"c.h\"", "int z;")
        .with("c.h", text.formatted(secret));

    for (String path : List.of("a.c", "b.c")) {
      assertThat(check(project, path).diagnostics())
          .noneMatch(
              each -> each.message().contains("canary") && !each.message().contains("undeclared"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compile_error!(include_str!(\"%s\"));",
        "compile_error!(include_str!(\"\\x2f\", \"%s\"));",
        "compile_error!(include_str!(\"\\u{2f}proc/self/root%s\"));",
        "compile_error!(include_str!(\"/proc/1/root%s\"));",
        "compile_error!(include_str!(concat!(\"%s\", \"\")));",
        "macro_rules! m { ($i:ident) => { compile_error!($i!(\"%s\")); } } m!(include_str);",
        "include!(\"%s\");",
        "#[path = \"%s\"] mod secret;",
        "const X: [u8; 1] = *include_bytes!(\"../../../../../../../..%s\");"
      })
  void aCompilerOfRustFindsNoFileOfTheHost(String text) throws Exception {
    needs("rustc");
    Path secret = Files.writeString(folder.resolve("secret.rs"), "\"the canary\"");
    CheckedProject project = CheckedProject.of("src/lib.rs", text.formatted(secret))
        .with("src/main.rs", "mod lib;", "fn main() {}");

    for (String path : project.tree().keySet()) {
      assertThat(check(project, path).diagnostics()).noneMatch(e -> e.message().contains("canary"));
    }
  }

  /** The environment of this node holds keys; a compiler sees only that of its job. */
  @Test
  void aCompilerSeesNoEnvironmentOfTheNode() {
    needs("gcc");
    String shown = "_Static_assert(0, \n#include \"/proc/%s/environ\"\n);";
    for (String process :
        List.of("self", "1", "2", String.valueOf(ProcessHandle.current().pid()))) {
      CheckReport report = check(CheckedProject.of("a.c", shown.formatted(process)), "a.c");

      assertThat(report.diagnostics()).noneMatch(each -> each.message().contains("JAVA_HOME"));
    }
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
