package atelier.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.py",
        "src/store.js",
        "Dockerfile",
        ".gitignore",
        "src/.gitignore",
        "übung.md",
        "日本/語.txt",
        "package.json",
        "docs/MANIFEST.md",
        "Makefile",
        ".env.example"
      })
  void allowsOrdinaryPaths(String path) {
    assertThat(PathGuard.findViolation(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/x",
        "../x",
        "a/../../x",
        "a/./b",
        "a//b",
        "a/",
        "C:\\x",
        "c:/x",
        "\\\\srv\\x",
        "a\\b",
        ".git/hooks/pre-commit",
        ".GIT/config",
        "git~1",
        ".g\u200cit/x",
        ".git::$INDEX_ALLOCATION/x",
        ".git./x",
        ".git /x",
        "a/.git/x",
        ".gitmodules",
        ".gitattributes",
        "x/.gitattributes",
        ".gitconfig",
        ".mvn/extensions.xml",
        ".envrc",
        ".npmrc",
        ".vscode/tasks.json",
        ".idea/x",
        ".claude/settings.json",
        "CLAUDE.md",
        "AGENTS.md",
        "-rf",
        "~/x",
        ".cargo/config.toml",
        ".mcp.json",
        ".cursorrules",
        "MANIFEST.md",
        "lessons_learned.md",
        "CON.java",
        "nul",
        "aux.c",
        "com1.txt",
        "a:b",
        "x.",
        "x ",
        "a\nb",
        "a\u0000b",
        "a\u202eb",
        "a\u200bb",
        "e\u0301.txt",
        "a\ud800b"
      })
  void rejectsPathsThatASystemOrToolInterpretsDifferently(String path) {
    assertThat(PathGuard.findViolation(path)).isPresent();
    assertThat(PathGuard.findViolation(path).get()).doesNotContain("\n", "\u202e", "\u0000");
  }

  @Test
  void rejectsLongAndDeepPaths() {
    assertThat(PathGuard.findViolation("a".repeat(241))).get().asString().contains("240 bytes");
    assertThat(PathGuard.findViolation("a/".repeat(16) + "b")).get().asString().contains("16");
  }

  @Test
  void rejectsDuplicatesInCaseAndUnicodeForm() {
    assertThat(PathGuard.findViolation(List.of("A.java", "a.java")))
        .get()
        .asString()
        .contains("twice");
    assertThat(PathGuard.findViolation(List.of("a", "a"))).get().asString().contains("twice");
    assertThat(PathGuard.findViolation(List.of("ﬁ.txt", "fi.txt"))).isPresent();
  }

  @Test
  void rejectsAFileThatIsAlsoAFolder() {
    assertThat(PathGuard.findViolation(List.of("a", "A/b"))).get().asString().contains("folder");
  }

  @Test
  void rejectsMoreThanTwoHundredFiles() {
    List<String> paths = IntStream.range(0, 201).mapToObj(i -> "f" + i).toList();

    assertThat(PathGuard.findViolation(paths)).get().asString().contains("200");
    assertThat(PathGuard.findViolation(paths.subList(0, 200))).isEmpty();
  }
}
