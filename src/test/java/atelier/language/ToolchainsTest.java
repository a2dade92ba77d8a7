package atelier.language;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.event.Diagnostic;
import atelier.language.Verdict.Level;
import atelier.sandbox.Sandbox;
import atelier.sandbox.Sandboxes;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolchainsTest {
  private static Vertx vertx;
  private static Sandbox host;
  private static Toolchains toolchains;

  @BeforeAll
  static void find() {
    vertx = Vertx.vertx();
    host = Sandboxes.trusted(vertx);
    toolchains = await(LocalToolchains.find(host));
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static Verdict check(String path, String text, String... others) {
    Map<String, String> tree = new TreeMap<>();
    for (int i = 0; i < others.length; i += 2) {
      tree.put(others[i], others[i + 1]);
    }
    tree.put(path, text.replace("\\n", "\n"));
    return await(toolchains.check(path, tree, List.copyOf(tree.keySet())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a.c | int main(void) { return 0; }\\n | int main(void) {\\n return 0 }\\n | 2",
        "a.cpp | #include <vector>\\nstd::vector<int> v; | int f() {\\n  retur 1;\\n}\\n | 2",
        "a.go | package main\\nfunc main() {}\\n | package main\\nfunc main( {\\n}\\n | 2",
        "A.java | class A { B b; }\\n | class A {\\n  int x\\n}\\n | 2",
        "a.js | const a = 1;\\n | const a = 1;\\nfoo(\\n | 3",
        "b.js | import fs from 'fs';\\nexport default 1; | import fs from 'fs';\\nconst = 1; | 2",
        "a.json | {\"a\": [1]} | {\"a\": [1} | 1",
        "d.json | {\"a\": 1} | {\"a\": 1, \"a\": 2} | 1",
        "a.php | <?php echo 1; | <?php\\necho 1 2; | 2",
        "a.py | x = 1\\n | x = 1\\ndef f(:\\n  pass\\n | 2",
        "b.py | def f():\\n  return 1\\n | x = 1\\nreturn x\\n | 2",
        "a.rb | puts 1\\n | def f\\n puts(\\nend\\n | 3",
        "a.rs | mod b; use b::C; fn main() {} | fn main() {\\n let x = ;\\n}\\n | 2",
        "a.sh | if true; then echo; fi | x=1\\nif true; then echo\\n | 3",
        "a.toml | a = 1 | a = 1\\nb = | 2",
        "a.ts | const a: number = 1; | const a: number = ; | 1",
        "a.ex | defmodule A do\\nend | defmodule A do\\n  def f(, do: 1\\nend | 2",
        "a.xml | <a><b/></a> | <a>\\n<b></a> | 2",
        "a.yaml | a: [1] | a: 1\\nb: [1 | 2"
      })
  void tellsValidFilesFromBrokenOnesAndWhere(String path, String good, String bad, int line) {
    Verdict fine = check(path, good);
    assumeTrue(fine.level() != Level.NONE, "nothing on this machine can check " + path);
    assertThat(fine.diagnostics()).isEmpty();

    Verdict broken = check(path, bad);

    assertThat(broken.passed()).isFalse();
    assertThat(broken.level()).isEqualTo(fine.level());
    assertThat(broken.diagnostics()).extracting(Diagnostic::line).contains(line);
    assertThat(broken.diagnostics())
        .allMatch(one -> !one.message().isBlank() && !one.message().contains("/tmp"));
  }

  @Test
  void callsAFileThatNobodyCanCheckUncheckedAndNotValid() {
    assertThat(check("notes.txt", "anything").level()).isEqualTo(Level.NONE);
    assertThat(await(LocalToolchains.none(host)
                .check("a.py", Map.of("a.py", "def f(:"), List.of("a.py")))
            .level())
        .isEqualTo(Level.NONE);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    check("a.py", "x = 1");
    check("A.java", "class A {}");

    String ours = "atelier-run-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith(ours)))
          .isEmpty();
    }
  }

  @Test
  void findsImportsThatNobodyWroteOrDeclared() {
    assertThat(check(
                "a.py",
                "import requests\\nimport json, os.path\\nfrom lib.b import c",
                "lib/b.py",
                "c = 1")
            .diagnostics())
        .singleElement()
        .matches(one -> one.line() == 1 && one.message().contains("\"requests\""));
    assertThat(check("a.py", "import requests", "requirements.txt", "requests==2\n")
            .passed())
        .isTrue();
    assertThat(check("a.py", "try:\\n  import yaml\\nexcept ImportError:\\n  yaml = None")
            .passed())
        .isTrue();
    assertThat(check(
                "a.js",
                "const a = require('left-pad'); require('./b'); require('node:fs')",
                "b.js",
                "")
            .diagnostics())
        .singleElement()
        .matches(one -> one.message().contains("left-pad"));
    assertThat(check(
                "src/a.js",
                "import x from './missing.js'; import y from '@s/p/sub'",
                "package.json",
                "{\"dependencies\":{\"@s/p\":\"1\"}}")
            .diagnostics())
        .singleElement()
        .matches(one -> one.message().contains("./missing.js"));
  }

  @Test
  void runsProgramsAndNotModulesTestsOrData() {
    String program = "def main(): pass\nif __name__ == \"__main__\":\n    main()\n";

    assertThat(toolchains.runCommand("a.py", program)).contains(List.of("python3", "a.py"));
    assertThat(toolchains.runCommand("test_a.py", program)).isEmpty();
    assertThat(toolchains.runCommand("a.py", "x = 1")).isEmpty();
    assertThat(toolchains.runCommand("s.js", "app.listen(1)")).contains(List.of("node", "s.js"));
    assertThat(toolchains.runCommand("a.json", "{}")).isEmpty();
  }

  @Test
  void hasItsRowsInOrderWithEndingsOfTheirOwn() {
    List<String> names = Language.ALL.stream().map(Language::name).toList();
    List<String> endings =
        Language.ALL.stream().flatMap(row -> row.endings().stream()).toList();

    assertThat(names).isSorted().doesNotHaveDuplicates();
    assertThat(endings).doesNotHaveDuplicates();
  }

  @Test
  void endsAToolThatDoesNotEnd() {
    String bomb = "import os\n" + "x = " + "(".repeat(5_000) + ")".repeat(5_000);

    assertThat(check("a.py", bomb).passed()).isFalse();
  }

  @Test
  void readsNothingFromOutsideOfAnXmlFile() {
    Verdict verdict =
        check("a.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>");

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.diagnostics().toString()).doesNotContain("root:");
  }
}
