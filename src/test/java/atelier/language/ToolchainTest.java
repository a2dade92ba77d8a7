package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.CompilerSandbox;
import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import atelier.scan.NativeScanner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Base of tests that use the toolchains of this machine, discovered once per class. */
@Tag("toolchain")
abstract class ToolchainTest {
  private static Vertx vertx;
  static LocalToolchains toolchains;
  static NativeScanner scanner;

  @BeforeAll
  static void begin() {
    vertx = Vertx.vertx();
    scanner = NativeScanner.open("");
    toolchains = CompilerSandbox.toolchains(vertx, scanner);
  }

  @AfterAll
  static void end() {
    await(vertx.close());
    scanner.close();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Skips a test if a tool is not installed: another machine runs it. */
  static void needs(String tool) {
    List<String> installed = await(toolchains.installed());
    assumeTrue(
        installed.stream().anyMatch(each -> each.split(" ", -1)[0].equals(tool)),
        () -> tool + " is not installed here, only " + installed);
  }

  static CheckReport check(CheckedProject project, String path) {
    return await(toolchains.check(path, project.tree(), project.planned()));
  }

  static void assertValid(CheckedProject project, String path) {
    assertThat(check(project, path)).isEqualTo(new CheckReport(Level.TOOLCHAIN, List.of()));
  }

  static Diagnostic assertBroken(CheckedProject project, String path, int line) {
    CheckReport verdict = check(project, path);

    assertThat(verdict.level()).isEqualTo(Level.TOOLCHAIN);
    assertThat(verdict.diagnostics()).isNotEmpty();
    Diagnostic first = verdict.diagnostics().get(0);
    assertThat(first.line()).as(first.message()).isEqualTo(line);
    assertThat(first.message()).isNotBlank().doesNotContain("/tmp/").doesNotContain("atelier-");
    return first;
  }
}
