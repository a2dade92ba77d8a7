package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.CompilerSandbox;
import atelier.language.CheckReport.Level;
import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Timeouts, leftover files and processes, and nodes without toolchains. */
class LocalToolchainsTest extends ToolchainTest {
  @Test
  void aMacroBombIsKilledAtTheTimeout() {
    needs("gcc");
    Vertx vertx = Vertx.vertx();
    try {
      LocalToolchains impatient =
          new LocalToolchains(vertx, scanner, compilers(vertx), Duration.ofMillis(700));
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
          new LocalToolchains(vertx, scanner, compilers(vertx), Duration.ofSeconds(20));
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

    assertThat(jobFolders())
        .noneMatch(
            folder -> project.tree().keySet().stream().anyMatch(path -> holds(folder, path)));
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  /** Other tests may run checks at the same time: counts only folders with a file of this test. */
  private static boolean holds(Path folder, String path) {
    return Files.exists(folder.resolve(path));
  }

  private static List<Path> jobFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("atelier-run-"))
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
          new LocalToolchains(vertx, scanner, new NoTools(), Duration.ofSeconds(1));
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
  void theScannerChecksTheFileIfAToolFails() {
    Vertx vertx = Vertx.vertx();
    try {
      LocalToolchains tools =
          new LocalToolchains(vertx, scanner, new BrokenGofmt(), Duration.ofSeconds(9));

      assertThat(await(tools.installed())).containsExactly("gofmt");
      assertThat(await(tools.check("a.go", Map.of("a.go", "package a\n"), List.of())))
          .isEqualTo(new CheckReport(Level.SYNTAX, List.of()));
    } finally {
      await(vertx.close());
    }
  }

  /** The compiler has the version of the runner, and sees nothing that configures it. */
  @Test
  void theProjectChoosesTheVersionOfTheCompiler() {
    Vertx vertx = Vertx.vertx();
    try {
      List<Job> jobs = new CopyOnWriteArrayList<>();
      LocalToolchains tools =
          new LocalToolchains(vertx, scanner, new Recorded(jobs), Duration.ofSeconds(9));
      Map<String, String> tree = Map.of(
          "a.py", "print(1)\n", ".python-version", "3.12\n", "rust-toolchain.toml", "a", "b", "");

      assertThat(await(tools.check("a.py", tree, List.of())).level()).isEqualTo(Level.TOOLCHAIN);

      assertThat(jobs).isNotEmpty().allSatisfy(job -> {
        assertThat(job.files()).containsOnlyKeys("a.py");
        assertThat(job.pins()).containsOnlyKeys(".python-version", "rust-toolchain.toml");
      });
    } finally {
      await(vertx.close());
    }
  }

  /** Keeps the jobs of a tool that accepts everything. */
  private record Recorded(List<Job> jobs) implements Sandbox {
    @Override
    public String name() {
      return "bubblewrap";
    }

    @Override
    public Future<List<String>> tools() {
      return Future.succeededFuture(List.of("python3 3.11.2"));
    }

    @Override
    public Future<JobResult> run(Job job) {
      jobs.add(job);
      return Future.succeededFuture(new JobResult(JobResult.End.EXITED, 0, 1, "", "", ""));
    }
  }

  private static Sandbox compilers(Vertx vertx) {
    return CompilerSandbox.open(vertx).forCompilers();
  }

  /** A machine without a sandbox: nothing reads the files but this process. */
  private record NoTools() implements Sandbox {
    @Override
    public String name() {
      return "bubblewrap";
    }

    @Override
    public Future<JobResult> run(Job job) {
      return Future.failedFuture(new IllegalStateException("nothing runs here"));
    }
  }

  /** A tool that is installed and does not work. */
  private record BrokenGofmt() implements Sandbox {
    @Override
    public String name() {
      return "bubblewrap";
    }

    @Override
    public Future<List<String>> tools() {
      return Future.succeededFuture(List.of("gofmt", "mvn 3.8.7"));
    }

    @Override
    public Future<JobResult> run(Job job) {
      return Future.succeededFuture(
          new JobResult(JobResult.End.EXITED, 1, 5, "cannot load library\n", "", ""));
    }
  }
}
