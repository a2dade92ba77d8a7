package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.py|import a\\nif __name__ == '__main__':\\n    a.f()|python3 main.py",
        "app/main.py|from app.store import S\\nif __name__ == '':\\n    S()|python3 -m app.main",
        "app/main.py|from .store import S\\nif __name__ == '':\\n    S()|python3 -m app.main",
        "app/main.py|from store import S\\nmain()|python3 app/main.py",
        "app/__main__.py|from .store import S\\nS.run()|python3 -m app",
        "a.py|print('hello')|python3 a.py",
        "server.js|const s = make();\\ns.listen(3000);|node server.js",
        "a.mjs|console.log('hello');|node a.mjs",
        "a.rb|puts 'hello'|ruby a.rb",
        "a.sh|#!/bin/sh\\necho hello|sh a.sh",
        "a.sh|#!/usr/bin/env bash\\necho hello|bash a.sh",
        "a.php|<?php\\necho 'hello';|php a.php"
      })
  void aProgramIsRun(String path, String text, String command) {
    assertThat(runCommand(path, text)).contains(List.of(command.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store.py|class Store:\\n    def f(self):\\n        print('x')",
        "doc.py|\"\"\"\\nprint('x')\\nif __name__ == '__main__':\\n\"\"\"",
        "tests/test_store.py|if __name__ == '__main__':\\n    unittest.main()",
        "test_store.py|unittest.main()",
        "setup.py|main()",
        "conftest.py|main()",
        "greet.py|name = input('?')\\nprint(name)",
        "cli.py|import sys\\nprint(sys.argv[1])",
        "cli.py|p.add_argument('file')\\nmain()",
        "store.js|export const a = 1;\\nfunction f() {\\n  console.log(a);\\n}",
        "store.test.js|console.log(1)",
        "public/app.js|document.body.append(1);\\nmain();",
        "a.ts|console.log(1)",
        "Store.java|class Store {}",
        "store.go|package store\\nfunc main() {}",
        "main_test.go|package main\\nfunc main() {}",
        "lib.rs|pub fn main_loop() {}",
        "a.c|int main(int argc, char **argv) { return argv[1][0]; }",
        "deploy.sh|#!/bin/sh\\necho $1",
        "lib.sh|f() { echo x; }",
        "README.md|main()",
        "data.json|{}"
      })
  void aModuleATestOrDataIsNotRun(String path, String text) {
    assertThat(runCommand(path, text)).isEmpty();
  }

  @Test
  void anArgumentParserWithoutRequiredArgumentsIsRun() {
    String text =
        "p.add_argument('--port', default=1)\nif __name__ == '__main__':\n  p.parse_args()";

    assertThat(runCommand("a.py", text)).isPresent();
  }

  @Test
  void pathsOfCompiledProgramsAreArgumentsNotShellText() {
    String path = "src/main/java/shop/Main.java";
    String text = "package shop;\nclass Main { public static void main(String[] args) {} }";

    List<String> command = runCommand(path, text).orElseThrow();

    assertThat(command).startsWith("sh", "-c").endsWith("sh", path, "shop.Main");
    assertThat(command.get(2)).contains("javac", "java -cp").doesNotContain("shop");
    assertThat(runCommand("$(id).rs", "fn main() {}").orElseThrow()).endsWith("sh", "$(id).rs");
    assertThat(runCommand("cmd/a/main.go", "package main\nfunc main() {}").orElseThrow())
        .endsWith("cmd/a/main.go", "cmd/a/");
  }

  private static Optional<List<String>> runCommand(String path, String text) {
    String lines = text.replace("\\n", "\n");
    return Languages.of(path)
        .flatMap(language -> language.runCommand.flatMap(
            command -> command.find(path, lines, language.commentMask)));
  }
}
