package atelier.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Finding;
import atelier.scan.Scanner.ScanFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class NativeScannerTest {
  private final NativeScanner scanner =
      NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));

  @AfterEach
  void close() {
    scanner.close();
  }

  @Test
  void findsUnfinishedWorkInCommentsAndNotInTheTodoAppItself() {
    String text = "\"\"\"TODO app\"\"\"\ntodo_list = [\"TODO\"]  # ü TODO: sort\n";

    assertThat(scanner.scan("todo.py", text))
        .extracting(Finding::rule, Finding::severity, Finding::line, Finding::column)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("todo", "block", 2, 27));
    assertThat(scanner.scan("todo.py", text).get(0).suggestion()).isNotEmpty();
  }

  @Test
  void acceptsEmptyUnusualAndLongTexts() {
    assertThat(scanner.scan("", "")).isEmpty();
    assertThat(scanner.scan("a.py", "\u0000 # TODO\n")).hasSize(1);
    assertThat(scanner.scan("a.py", "x".repeat(1 << 20)))
        .singleElement()
        .satisfies(each -> assertThat(each.rule()).isEqualTo("long-line"));
    assertThat(scanner.scan("a.py", "# TODO\n".repeat(10_000))).hasSize(200);
  }

  @Test
  void rejectsATextThatIsTooLong() {
    assertThatThrownBy(() -> scanner.scan("a.py", "x".repeat(3 << 20)))
        .isInstanceOf(ScanFailure.class)
        .hasMessageContaining("limit");
  }

  @Test
  void rejectsInvalidRules() {
    assertThatThrownBy(() -> NativeScanner.open("[[rule]]\nid = 1"))
        .isInstanceOf(ScanFailure.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void returnsTheRightResultsToConcurrentThreads() {
    boolean right = IntStream.range(0, 4_000).parallel().allMatch(i -> {
      List<Finding> findings = scanner.scan("a.py", "\n".repeat(i % 50) + "# FIXME\n");
      return findings.size() == 1 && findings.get(0).line() == i % 50 + 1;
    });

    assertThat(right).isTrue();
  }

  @Test
  void rejectsScansAfterClose() {
    scanner.close();

    assertThatThrownBy(() -> scanner.scan("a", "")).hasMessageContaining("closed");
  }

  @Test
  void returnsDeclarationsImportsAndSyntaxErrors() {
    SyntaxAnalysis reading =
        scanner.analyze("a.js", "import x from 'y';\nexport function ä() {\n  f(;\n}\n");

    assertThat(reading.language()).isEqualTo("javascript");
    assertThat(reading.imported()).containsExactly(new SyntaxAnalysis.Import("y", 1, 15, false));
    assertThat(reading.problems().get(0).line()).isEqualTo(3);
    assertThat(reading.problems().get(0).message()).contains("`)`");
    assertThat(scanner.analyze("LICENSE", "MIT")).isEqualTo(SyntaxAnalysis.NONE);
  }

  @Test
  void scansATreeAndReportsItAsSarif(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a b.py"), "# FIXME\nx = (\n");
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/b.py"), "# FIXME\n");
    Files.writeString(folder.resolve(".gitignore"), "ignored.py\n");
    Files.writeString(folder.resolve("ignored.py"), "# FIXME\n");
    Files.write(folder.resolve("c.bin"), new byte[] {(byte) 0xff, 1, 1});

    TreeReport found =
        scanner.walk(new TreeReport.Request(List.of(folder.toString()), "sarif", true));

    assertThat(found.findings()).isEqualTo(2);
    assertThat(found.blocks()).isTrue();
    assertThat(found.skipped()).singleElement().asString().contains("not UTF-8");
    var log = JsonMapper.shared().readTree(found.report());
    assertThat(log.path("version").asString()).isEqualTo("2.1.0");
    assertThat(log.at("/runs/0/results/0/ruleId").asString()).isEqualTo("todo");
    assertThat(log.at("/runs/0/results/1/ruleId").asString()).isEqualTo("syntax");
    var place = log.at("/runs/0/results/0/locations/0/physicalLocation");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(1);
    assertThat(place.at("/artifactLocation/uri").asString()).endsWith("/a%20b.py");
  }
}
