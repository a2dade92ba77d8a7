package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.language.CheckReport.Level;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timeouts, leftover files and processes, and nodes without toolchains. */
class LocalToolchainsTest extends ToolchainTest {
  @TempDir
  private Path folder;

  @Test
  void aMacroBombIsKilledAtTheTimeout() {
    needs("gcc");
    Vertx vertx = Vertx.vertx();
    try {
      LocalToolchains impatient =
          new LocalToolchains(vertx, scanner, SearchPath.inherited(), Duration.ofMillis(700));
      Map<String, String> tree = Map.of("bomb.c", includeBomb());

      CheckReport verdict = await(impatient.check("bomb.c", tree, List.of()));

      assertThat(verdict.diagnostics())
          .singleElement()
          .satisfies(each -> assertThat(each.message()).contains("more than"));
      assertThat(ProcessHandle.current().descendants()).isEmpty();
    } finally {
      await(vertx.close());
    }
  }

  /** A template cannot be checked before it is filled; a value without quotes is not a template. */
  @Test
  void templatesOfDataAreUnchecked() {
    Map<String, String> tree = Map.of(
        "chart/templates/a.yaml",
        "{{- if .Values.on }}\na: {{ .Values.a | quote }}\n{{- end }}\n",
        "b.yaml",
        "a: {{ b }} c\n");
    Vertx vertx = Vertx.vertx();
    try {
      LocalToolchains here =
          new LocalToolchains(vertx, scanner, SearchPath.inherited(), Duration.ofSeconds(20));
      assertThat(await(here.check("chart/templates/a.yaml", tree, List.of())))
          .isEqualTo(new CheckReport(Level.NONE, List.of()));
      assertThat(await(here.check("b.yaml", tree, List.of())).passed()).isFalse();
    } finally {
      await(vertx.close());
    }
  }

  /** Includes itself twice at each of 200 levels. */
  private static String includeBomb() {
    return "#if __INCLUDE_LEVEL__ < 190\n#include __FILE__\n#include __FILE__\n#endif\n"
        .replace("__FILE__", "\"bomb.c\"");
  }

  @Test
  void checksLeaveNothingBehind() throws Exception {
    String name = "x" + UUID.randomUUID().toString().replace("-", "");
    CheckedProject project = CheckedProject.of(name + ".py", "import os")
        .with(name + ".java", "class A {}")
        .with(name + ".rs", "fn main() {}")
        .with(name + ".go", "package main")
        .with(name + ".c", "int main(void) { return 0; }")
        .with(name + ".js", "let a;")
        .with(name + ".sh", "echo");

    for (String path : project.tree().keySet()) {
      assertThat(check(project, path).diagnostics()).as(path).isEmpty();
    }

    assertThat(scratchFolders())
        .noneMatch(
            folder -> project.tree().keySet().stream().anyMatch(path -> holds(folder, path)));
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  /** Other tests may run checks at the same time: counts only folders with a file of this test. */
  private static boolean holds(Path folder, String path) {
    return Files.exists(folder.resolve("two").resolve("deeper").resolve("work").resolve(path));
  }

  private static List<Path> scratchFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("atelier-check-"))
          .toList();
    }
  }

  @Test
  void installedToolsHaveTheirVersions() {
    List<String> installed = await(toolchains.installed());

    assertThat(installed).isSorted().allMatch(each -> each.matches("[a-z+]+3?( \\d+(\\.\\d+)+)?"));
    assertThat(installed)
        .isSorted()
        .contains("sh")
        .allMatch(each -> each.matches("[a-z+]+3?( \\d+(\\.\\d+)*)?"))
        .anyMatch(each -> each.matches("javac \\d+.*"));
  }

  @Test
  void withoutToolchainsTheScannerChecksCodeAndData() {
    Vertx vertx = Vertx.vertx();
    try {
      LocalToolchains bare =
          new LocalToolchains(vertx, scanner, name -> Optional.empty(), Duration.ofSeconds(1));
      Map<String, String> tree = Map.of(
          "a.ex",
          "defmodule A do",
          "c.ex",
          "defmodule A do\nend",
          "a.mk",
          "all",
          "a.py",
          "def (",
          "b.py",
          "import nowhere",
          "c.py",
          "from d import total",
          "d.py",
          "def totals(): pass",
          "a.json",
          "{",
          "b.json",
          "{}");

      assertThat(await(bare.installed())).isEmpty();
      assertThat(await(bare.check("a.mk", tree, List.of())))
          .isEqualTo(new CheckReport(Level.NONE, List.of()));
      assertThat(await(bare.check("a.ex", tree, List.of())))
          .satisfies(each -> assertThat(each.level()).isEqualTo(Level.SYNTAX))
          .satisfies(each -> assertThat(each.diagnostics()).isNotEmpty());
      assertThat(await(bare.check("c.ex", tree, List.of())))
          .isEqualTo(new CheckReport(Level.SYNTAX, List.of()));
      assertThat(await(bare.check("a.py", tree, List.of())).diagnostics()).isNotEmpty();
      assertThat(await(bare.check("b.py", tree, List.of())).diagnostics()).hasSize(1);
      assertThat(await(bare.check("c.py", tree, List.of())).diagnostics())
          .singleElement()
          .satisfies(each -> assertThat(each.message()).contains("d.py", "`totals`?"));
      assertThat(await(bare.check("c.py", tree, List.of(), Set.of("d.py"))).passed())
          .isTrue();
      assertThat(await(bare.check("a.json", tree, List.of())).level()).isEqualTo(Level.SYNTAX);
      assertThat(await(bare.check("a.json", tree, List.of())).passed()).isFalse();
      assertThat(await(bare.check("b.json", tree, List.of())))
          .isEqualTo(new CheckReport(Level.SYNTAX, List.of()));
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void theScannerChecksTheFileIfAToolFails() throws Exception {
    Path broken = folder.resolve("gofmt");
    Files.writeString(
        broken, "#!/bin/sh\n[ $# = 0 ] && exit 0\necho 'cannot load library' >&2; exit 1\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();
    Vertx vertx = Vertx.vertx();
    try {
      LocalToolchains tools = new LocalToolchains(
          vertx, scanner, new SearchPath(folder.toString()), Duration.ofSeconds(9));

      assertThat(await(tools.installed())).containsExactly("gofmt");
      assertThat(await(tools.check("a.go", Map.of("a.go", "package a\n"), List.of())))
          .isEqualTo(new CheckReport(Level.SYNTAX, List.of()));
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void theToolThatRunsCodeIsPreferredToTheUsersOwn() throws Exception {
    for (String file : List.of("run/python3", "user/python3", "user/rustc")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "#!/bin/sh\n");
      assertThat(folder.resolve(file).toFile().setExecutable(true)).isTrue();
    }
    SearchPath path = new SearchPath(folder.resolve("user").toString())
        .after(folder.resolve("run").toString());

    assertThat(path.apply("python3")).contains(folder.resolve("run/python3"));
    assertThat(path.apply("rustc")).contains(folder.resolve("user/rustc"));
  }
}
