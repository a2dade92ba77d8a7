package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.language.CheckReport.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedLanguagesTest extends ToolchainTest {
  @Test
  void pythonIsCompiledAndNeverRun() {
    needs("python3");
    CheckedProject project = CheckedProject.of("app/good.py", "raise SystemExit('ran')")
        .with("app/bad.py", "def f():", "    return 1", "", "x = (1,", "y = 2")
        .with("app/late.py", "import os", "return os");

    assertValid(project, "app/good.py");
    Diagnostic open = assertBroken(project, "app/bad.py", 4);
    assertThat(open).isEqualTo(new Diagnostic(4, 5, "'(' was never closed"));
    assertBroken(project, "app/late.py", 2);
  }

  @Test
  void pythonThatCannotBeCompiledIsInvalidNotUnchecked() {
    needs("python3");
    CheckedProject project = CheckedProject.of("deep.py", "x = " + "(".repeat(50_000))
        .with("nul.py", "x = 1\0")
        .with("nest.py", "x = " + "-".repeat(200_000) + "1");

    assertThat(check(project, "deep.py").passed()).isFalse();
    assertThat(check(project, "nul.py").passed()).isFalse();
    assertThat(check(project, "nest.py").passed()).isFalse();
  }

  @Test
  void javascriptIsCheckedInItsModuleSystem() {
    needs("node");
    CheckedProject project = CheckedProject.of("a.js", "import { b } from './b.js';", "await b();")
        .with("b.js", "export const b = async () => 1;")
        .with("c.cjs", "const fs = require('node:fs');", "return fs;")
        .with("sloppy.js", "with ({}) {}")
        .with("bad.js", "const x = 1;", "", "  let y = ;");

    assertValid(project, "a.js");
    assertValid(project, "b.js");
    assertValid(project, "c.cjs");
    assertValid(project, "sloppy.js");
    Diagnostic bad = assertBroken(project, "bad.js", 3);
    assertThat(bad).isEqualTo(new Diagnostic(3, 11, "SyntaxError: Unexpected token ';'"));
    String module = "{\"type\": \"module\"}";
    assertBroken(project.with("package.json", module), "sloppy.js", 1);
    assertValid(project.with("client/package.json", module), "sloppy.js");
  }

  @Test
  void typescriptIsCheckedForSyntaxAndForTypesOnceComplete() {
    needs("tsc");
    CheckedProject project = CheckedProject.of(
            "src/a.ts", "import { b } from './b';", "const n: number = b;")
        .with("src/bad.ts", "const x: number = 1;", "let y: = 2;");

    assertBroken(project, "src/bad.ts", 2);
    assertValid(project.planning("src/b.ts"), "src/a.ts");
    assertBroken(project.with("src/b.ts", "export const b = 'text';"), "src/a.ts", 2);
    assertValid(project.with("src/b.ts", "export const b = 1;"), "src/a.ts");
  }

  @Test
  void javaIsCheckedForSyntaxAndForTypesOnceComplete() {
    needs("javac");
    String user = "src/main/java/shop/Cart.java";
    CheckedProject project = CheckedProject.of(
            user, "package shop;", "final class Cart {", "  int n = new Item().size();", "}")
        .with("Bad.java", "class Bad {", "\tint x = 1", "}");

    assertThat(assertBroken(project, "Bad.java", 2))
        .isEqualTo(new Diagnostic(2, 11, "';' expected"));
    assertValid(project.planning(user, "src/main/java/shop/Item.java"), user);
    Diagnostic missing = assertBroken(project, user, 3);
    assertThat(missing.message()).isEqualTo("cannot find symbol: class Item");
    assertValid(
        project.with(
            "src/main/java/shop/Item.java",
            "package shop;",
            "class Item { int size() { return 1; } }"),
        user);
  }

  @Test
  void aMissingLibraryIsNotAnError() {
    needs("javac");
    CheckedProject project = CheckedProject.of(
            "A.java", "import org.library.Thing;", "class A { Thing thing; Other other; }")
        .with("pom.xml", "<artifactId>library</artifactId>");

    assertValid(project, "A.java");
  }

  @Test
  void goIsParsed() {
    needs("gofmt");
    CheckedProject project = CheckedProject.of(
            "main.go", "package main", "", "func main() { other() }")
        .with("bad.go", "package main", "", "func main( {", "}");

    assertValid(project, "main.go");
    assertThat(assertBroken(project, "bad.go", 3).column()).isEqualTo(12);
  }

  @Test
  void rustIsCheckedForSyntaxAndForTypesOnceComplete() {
    needs("rustc");
    CheckedProject project = CheckedProject.of(
            "src/main.rs", "mod todo;", "fn main() {", "  let n: u8 = todo::n();", "}")
        .with("bad.rs", "fn main() {", "  let x = ;", "}");

    assertThat(assertBroken(project, "bad.rs", 2).column()).isEqualTo(11);
    assertValid(project.planning("src/main.rs", "src/todo.rs"), "src/main.rs");
    assertBroken(project.with("src/todo.rs", "pub fn n() -> i64 { 1 }"), "src/main.rs", 3);
    assertValid(project.with("src/todo.rs", "pub fn n() -> u8 { 1 }"), "src/main.rs");
    assertBroken(project.with("src/todo.rs", "pub fn n() -> u8 { None }"), "src/todo.rs", 1);
    assertValid(
        CheckedProject.of(
                "src/lib.rs", "use serde::Serialize;", "#[derive(Serialize)]", "pub struct A;")
            .with("Cargo.toml", "[dependencies]", "serde = \"1\""),
        "src/lib.rs");
  }

  @Test
  void shellIsParsedAndNeverRun() {
    needs("bash");
    CheckedProject project = CheckedProject.of("run.sh", "#!/usr/bin/env bash", "exit 3")
        .with("bad.sh", "#!/bin/sh", "if true; then", "  echo hi", ")");

    assertValid(project, "run.sh");
    assertBroken(project, "bad.sh", 4);
  }

  @Test
  void cIsCheckedWithTheProjectsHeaders() {
    needs("gcc");
    CheckedProject project = CheckedProject.of(
            "src/a.c", "#include \"a.h\"", "int main(void) {", "  return twice(1)", "}")
        .with("src/b.c", "#include \"../include/a.h\"", "int n(void) { return twice(2); }")
        .with("src/c.c", "#include <curl/nowhere.h>", "int n(void) { return 1; }")
        .with("Makefile", "a: ; cc src/a.c -lcurl")
        .with("include/a.h", "int twice(int);");

    assertBroken(project, "src/a.c", 3);
    assertValid(project, "src/b.c");
    assertValid(project, "src/c.c");
    assertValid(project, "include/a.h");
  }

  @Test
  void cppIsChecked() {
    needs("g++");
    CheckedProject project = CheckedProject.of(
            "a.cpp", "#include <vector>", "int main() { std::vector<int> v; }")
        .with("bad.cpp", "#include <vector>", "int main() { std::vector<int> v = \"text\"; }");

    assertValid(project, "a.cpp");
    assertValid(project.with("a.h", "class A { public: int n; };"), "a.h");
    assertBroken(project, "bad.cpp", 2);
  }

  @Test
  void rubyIsParsedAndNeverRun() {
    needs("ruby");
    CheckedProject project = CheckedProject.of("a.rb", "BEGIN { abort 'ran' }", "abort 'ran'")
        .with("bad.rb", "def f", "  x = (1", "end");

    assertValid(project, "a.rb");
    assertThat(check(project, "bad.rb").passed()).isFalse();
  }

  @Test
  void phpIsParsedAndNeverRun() {
    needs("php");
    CheckedProject project =
        CheckedProject.of("a.php", "<?php", "exit(3);").with("bad.php", "<?php", "$x = ;");

    assertValid(project, "a.php");
    assertBroken(project, "bad.php", 2);
  }

  @Test
  void elixirIsParsedAndNeverRun() {
    needs("elixir");
    CheckedProject project = CheckedProject.of("a.ex", "System.halt(3)")
        .with("bad.ex", "defmodule A do", "  x = )", "end");

    assertValid(project, "a.ex");
    assertBroken(project, "bad.ex", 2);
  }

  @Test
  void theScannerChecksLanguagesWithoutAToolchain() {
    CheckedProject project = CheckedProject.of("a.css", "a { color: red }")
        .with("bad.css", "a { color: red")
        .with("a.md", "# Notes", "```python", "x = 1", "```")
        .with("bad.md", "# Notes", "```python", "x = (1", "```");

    for (String good : List.of("a.css", "a.md")) {
      assertThat(check(project, good)).isEqualTo(new CheckReport(Level.SYNTAX, List.of()));
    }
    assertThat(check(project, "bad.css").diagnostics().get(0))
        .isEqualTo(new Diagnostic(1, 3, "`{` is never closed: `}` is missing"));
    assertThat(check(project, "bad.md").warnings().get(0).line()).isEqualTo(3);
  }

  @Test
  void anEmptyFileOfCodeIsValid() {
    needs("python3");
    CheckedProject project = CheckedProject.of("__init__.py").with("crlf.py", "x = 1\r", "y = 2\r");

    assertValid(project, "__init__.py");
    assertValid(project, "crlf.py");
  }

  @Test
  void unknownLanguagesAreUnchecked() {
    CheckReport verdict = check(CheckedProject.of("Makefile", "all: x"), "Makefile");

    assertThat(verdict).isEqualTo(new CheckReport(Level.NONE, List.of()));
    assertThat(check(CheckedProject.of("LICENSE", "MIT"), "LICENSE").level()).isEqualTo(Level.NONE);
  }
}
