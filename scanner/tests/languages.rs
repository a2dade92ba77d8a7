//! Every row of the table: its grammar loads, its queries compile, its samples are read right.

use atelier_scanner::{check, Deadline, Language, Reading, ALL};
use std::path::Path;

fn read(path: &str, text: &str) -> Reading {
    check(path, text, Deadline::in_ms(10_000)).expect("there is time")
}

fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut all: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("there are samples")
        .map(|entry| entry.expect("a sample").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_language_has_a_valid_sample() {
    let samples = samples();
    for language in &ALL {
        let its = |(name, _): &&(String, String)| {
            Language::of(name).is_some_and(|one| one.name == language.name)
        };
        let (name, text) = samples
            .iter()
            .find(its)
            .unwrap_or_else(|| panic!("tests/samples has none of {}", language.name));
        let reading = read(name, text);
        assert_eq!(reading.problems, [], "{name}");
        assert_eq!(reading.language, language.name);
    }
}

#[test]
fn rows_are_sorted_and_no_ending_is_anothers() {
    let names: Vec<&str> = ALL.iter().map(|one| one.name).collect();
    assert!(names.is_sorted());
    let mut endings: Vec<&str> = ALL.iter().flat_map(|one| one.endings).copied().collect();
    let count = endings.len();
    endings.sort_unstable();
    endings.dedup();
    assert_eq!(endings.len(), count);
}

/// A sample with its last closing bracket or word left out is broken, wherever that is judged.
#[test]
fn every_sample_that_is_cut_is_broken() {
    for (name, text) in samples() {
        if ["sql", "markdown", "yaml", "html", "docker"]
            .contains(&Language::of(&name).map_or("", |one| one.name))
        {
            continue;
        }
        let cut = ["}", "end", ")", "]", "fi"]
            .iter()
            .filter_map(|mark| text.rfind(mark).map(|at| (at, mark.len())))
            .max();
        let Some((at, length)) = cut else { continue };
        let broken = format!("{}{}", &text[..at], &text[at + length..]);
        assert_ne!(read(&name, &broken).problems, [], "{name} without {}", &text[at..at + length]);
    }
}

#[test]
fn what_is_declared_and_imported_is_told() {
    let cases = [
        (
            "a.py",
            "import os, a.b as c\nfrom .d import e\ndef f(): pass\nclass G: pass\nH = 1\n",
            "G H f",
            ".d a.b os",
        ),
        (
            "a.js",
            "import x from 'y';\nexport function f() {}\nexport const a = 1;\nrequire('z');\n",
            "a f",
            "y z",
        ),
        (
            "b.js",
            "const q = require('./q');\nmodule.exports = { add, all: q };\nexports.one = 1;\n",
            "add all one",
            "./q",
        ),
        (
            "a.ts",
            "import type { A } from './b';\nexport interface I { x: A }\nexport class C {}\n",
            "C I",
            "./b",
        ),
        ("a.tsx", "import R from 'react';\nexport const V = () => <p>{1}</p>;\n", "V", "react"),
        (
            "A.java",
            "package a;\nimport java.util.List;\nclass A { int f() { return 1; } }\n",
            "A f",
            "java.util.List",
        ),
        ("a.kt", "import a.b.C\nclass D { fun e() = 1 }\n", "D e", "a.b.C"),
        (
            "a.ex",
            "defmodule A.B do\n  alias C.D\n  def e(x), do: x\n  def f, do: 1\nend\n",
            "A.B e f",
            "C.D",
        ),
        (
            "a.erl",
            "-module(a).\n-export([f/0]).\n-import(lists, [map/2]).\nf() -> 1.\n",
            "a f",
            "lists",
        ),
        (
            "a.rb",
            "require 'json'\nmodule A\n  class B\n    def c; end\n  end\nend\n",
            "A B c",
            "json",
        ),
        ("a.php", "<?php\nuse A\\B;\nclass C { function d() {} }\n", "C d", "A\\B"),
        (
            "a.go",
            "package a\nimport \"fmt\"\nfunc F() { fmt.Println() }\ntype T struct{}\n",
            "F T",
            "fmt",
        ),
        ("a.rs", "use std::fs;\npub fn f() {}\npub struct S;\n", "S f", "std::fs"),
        (
            "a.c",
            "#include <stdio.h>\n#include \"b.h\"\nint f(void) { return 1; }\n",
            "f",
            "b.h stdio.h",
        ),
        ("a.cpp", "#include <vector>\nclass A { void b(); };\n", "A b", "vector"),
        ("a.cs", "using System.Text;\nclass A { void B() {} }\n", "A B", "System.Text"),
        ("a.sh", ". ./lib.sh\nf() { echo; }\n", "f", "./lib.sh"),
        ("a.lua", "local j = require('json')\nfunction f() end\n", "f", "json"),
        ("a.sql", "CREATE TABLE todo (id INT);\n", "todo", ""),
        ("Dockerfile", "FROM debian AS base\nRUN ls\n", "base", "debian"),
    ];
    for (path, text, declared, imported) in cases {
        let reading = read(path, text);
        assert_eq!(reading.problems, [], "{path}");
        let names = |all: &[atelier_scanner::Name]| {
            let mut names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
            names.sort_unstable();
            names.join(" ")
        };
        assert_eq!(names(&reading.declared), declared, "declared by {path}");
        assert_eq!(names(&reading.imported), imported, "imported by {path}");
    }
}

/// Valid, and yet more than its grammar takes; then the same language plainly broken.
#[test]
fn where_a_grammar_stumbles_another_word_is_taken() {
    let valid = [
        ("a.yaml", "a: &b\n  c: 1\nd: *b\ne: '*.md'\n"),
        ("a.sh", "case $x in\n  a|b) echo \"$(date)\";;\nesac\nf() { cat <<X\n$1\nX\n}\n"),
        (
            "a.sql",
            "CREATE TABLE a (b text, CONSTRAINT c UNIQUE (b, d));\nSELECT 'it''s', 'C:\\';\n",
        ),
        ("b.sql", "INSERT INTO a VALUES ('it\\'s (');\nSELECT $x$ ( $x$, $1; -- (\n# it's\n"),
        ("Dockerfile", "FROM a AS b\nENV \"C\"=\"d\"\nRUN <<END\nif (\nEND\nRUN e \\\n  && f\n"),
        (
            "a.dockerfile",
            "# escape=`\nARG A\nFROM a\nRUN b `\n  # c\n  d }\nSHELL [\"e\", \"f\"]\n",
        ),
        ("a.kt", "class A {\n  fun f() {\n    open = !closed\n    set = set or bit\n  }\n}\n"),
        ("c.kt", "fun f() {\n  val open = data\n  open.g()\n  val inner = open\n  val x = 1\n}\n"),
        ("b.kt", "fun f(suspend: () -> Int) {\n  g()\n  suspend()\n}\n"),
    ];
    for (path, text) in valid {
        let reading = read(path, text);
        assert_eq!(reading.problems, [], "{path}");
        // What is only let pass is not told to be sound.
        assert_eq!(reading.language.is_empty(), matches!(path, "a.sql" | "b.sql"), "{path}");
    }
    let broken = [
        (
            "d.c",
            "#ifndef D_H\n#define D_H\n/* HTTP server */\nint f(void) { return 1 }\n#endif\n",
            4,
        ),
        ("d.cpp", "#include <vector>\nint main() { std::vector<int> a; a.size(; }\n", 2),
        ("D.cs", "class D {\n  int F() { return 1 }\n}\n", 2),
        ("d.sh", "if true; then\n  echo hi\n", 2),
        ("d.yaml", "on:\n  - *.md'\n", 2),
        ("d.sql", "SELECT 1;\nSELECT (2;\nSELECT 3;\n", 2),
        ("e.sql", "SELECT 1;\nSELECT 'a;\n", 2),
        ("d.dockerfile", "ARG A\nRUN b\n", 2),
        ("e.dockerfile", "FROM a\nCOPY b\n", 2),
        ("f.dockerfile", "FROM a b\n", 1),
        ("g.dockerfile", "FROM a\nRUN b \\\n  c\nd e\n", 4),
        ("h.dockerfile", "FROM a\nRUN <<END\nb\n", 2),
        ("i.dockerfile", "FROM a\nSHELL [\"e, \"f\"]\n", 2),
        ("D.java", "class D {\n  public f() { }\n}\n", 2),
        ("E.cs", "class E {\n  public F() { }\n}\n", 2),
        ("F.cs", "class F {\n  public  Id { get; set; }\n}\n", 2),
        ("G.cs", "class G {\n  void F(int a,  b) { }\n}\n", 2),
        ("H.cs", "class H {\n  void F() { foreach ( i in z) { } }\n}\n", 2),
        ("d.kt", "val a = b.c\"\nval d = 1\n", 1),
        ("e.kt", "fun f() {\n  if (a) { b }  if (c) { d }\n}\n", 2),
        ("f.kt", "fun f() {\n  g()\n  } else {\n    h()\n  }\n", 3),
        ("g.kt", "import a.b\n c.d as e\n", 2),
        ("d.ex", "defmodule A do\n  def f(x)\n    x\n  end\nend\n", 5),
    ];
    for (path, text, line) in broken {
        let problems = read(path, text).problems;
        assert_eq!(problems.first().map(|one| one.line), Some(line), "{path}: {problems:?}");
    }
}
