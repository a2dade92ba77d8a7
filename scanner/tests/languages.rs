//! Each row of the table of languages: its grammar loads, its queries compile, and texts are
//! analysed correctly.

use atelier_scanner::{analyze, Deadline, Language, Symbol, SyntaxAnalysis, ALL};
use std::path::Path;

fn analysis(path: &str, text: &str) -> SyntaxAnalysis {
    analyze(path, text, Deadline::in_ms(10_000)).expect("within the limits")
}

fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("a folder of samples")
        .map(|entry| entry.expect("a sample").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect();
    samples.sort();
    samples
}

#[test]
fn every_language_has_a_valid_sample() {
    let samples = samples();
    for language in &ALL {
        let is_sample = |(name, _): &&(String, String)| {
            Language::of(name).is_some_and(|known| known.name == language.name)
        };
        let (name, text) = samples
            .iter()
            .find(is_sample)
            .unwrap_or_else(|| panic!("tests/samples has no sample of {}", language.name));
        let analysis = analysis(name, text);
        assert_eq!(analysis.problems, [], "{name}");
        assert_eq!(analysis.language, language.name);
    }
}

#[test]
fn rows_are_sorted_and_extensions_are_unique() {
    let names: Vec<&str> = ALL.iter().map(|language| language.name).collect();
    assert!(names.is_sorted());
    let mut extensions: Vec<&str> =
        ALL.iter().flat_map(|language| language.extensions).copied().collect();
    let count = extensions.len();
    extensions.sort_unstable();
    extensions.dedup();
    assert_eq!(extensions.len(), count);
}

/// A sample without its last closing bracket or keyword has an error, except in languages that are
/// not judged that strictly.
#[test]
fn every_sample_without_its_last_bracket_has_an_error() {
    for (name, text) in samples() {
        if ["sql", "markdown", "yaml", "html", "docker"]
            .contains(&Language::of(&name).map_or("", |language| language.name))
        {
            continue;
        }
        let last = ["}", "end", ")", "]", "fi"]
            .iter()
            .filter_map(|mark| text.rfind(mark).map(|at| (at, mark.len())))
            .max();
        let Some((at, length)) = last else { continue };
        let broken = format!("{}{}", &text[..at], &text[at + length..]);
        assert_ne!(
            analysis(&name, &broken).problems,
            [],
            "{name} without {}",
            &text[at..at + length]
        );
    }
}

#[test]
fn declarations_and_imports_are_reported() {
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
        let analysis = analysis(path, text);
        assert_eq!(analysis.problems, [], "{path}");
        assert_eq!(sorted(analysis.declared.iter()), declared, "declared by {path}");
        let names = analysis.imported.iter().map(|import| &import.symbol);
        assert_eq!(sorted(names), imported, "imported by {path}");
    }
}

fn sorted<'a>(symbols: impl Iterator<Item = &'a Symbol>) -> String {
    let mut names: Vec<&str> = symbols.map(|symbol| symbol.name.as_str()).collect();
    names.sort_unstable();
    names.join(" ")
}

/// Imports in strings and comments are ignored; an import that may fail is optional.
#[test]
fn imports_are_separated_from_optional_ones_and_from_strings() {
    let cases = [
        ("a.py", "\"\"\"\nimport no\n\"\"\"\nx = '''\nimport no'''  # import no\n", "", ""),
        ("b.py", "import a\nfrom b import (\n  c,\n  d)\nimport \\\n  e\n", "a b e", ""),
        (
            "c.py",
            "try:\n  if x:\n    import a\nexcept (ImportError, OSError):\n  import b\nelse:\n  import c\n",
            "",
            "a b c",
        ),
        ("d.py", "try:\n  import a\nexcept ValueError:\n  pass\nimport b\n", "a b", ""),
        ("e.py", "try:\n  import a\nexcept:\n  pass\n", "", "a"),
        ("f.py", "if t.TYPE_CHECKING:\n  from a import b\nif x:\n  import c\n", "c", "a"),
        ("g.py", "with suppress(ImportError):\n  import a\nwith open(b):\n  import c\n", "c", "a"),
        ("h.py", "if sys.version_info < (3, 11):\n  import a\nelse:\n  import b\n", "", "a b"),
        ("a.js", "const s = `\nimport x from 'no';\n${require('a')}\n`; /* require('no') */\n", "a", ""),
        (
            "b.js",
            "import {\n  a,\n} from 'a';\nexport * from 'b';\nimport('c');\nx.require('no');\n",
            "a b c",
            "",
        ),
        (
            "c.js",
            "try { if (x) { require('a'); } } catch { require('b'); }\ntry { require('c'); } finally {}\n",
            "c",
            "a b",
        ),
        (
            "d.js",
            "await import('a').catch(() => 1);\nimport('b').then(f).catch(f);\nimport('c').then(f);\n",
            "c",
            "a b",
        ),
        (
            "f.js",
            "if (typeof define == 'function') define(['no'], f);\nelse if (a) f(require('a'));\nif (b) require('b');\n",
            "b",
            "a",
        ),
        ("e.jsx", "const a = <p>\nimport x from 'no'\n</p>;\n", "", ""),
        (
            "a.ts",
            "import a = require('a');\nexport import b = require('b');\nlet c: import('c').C;\n",
            "a b c",
            "",
        ),
        ("a.rb", "begin\n  require 'a'\nrescue LoadError\n  require 'b'\nend\nrequire 'c'\n", "c", "a b"),
        ("b.rb", "begin\n  require 'a'\nrescue KeyError\n  nil\nend\n", "a", ""),
        (
            "a.lua",
            "local f = pcall(function() return require('a') end)\nlocal b = require('b')\n",
            "b",
            "a",
        ),
        (
            "a.sh",
            "[ -f a ] && . a\n. b || true\nif [ -r c ]; then\n  source c\nfi\n. d\necho '\n. no'\n",
            "d",
            "a b c",
        ),
        (
            "a.html",
            "<link href=\"a\"><a href=b>x</a><script src='c'></script><a id=\"no\">href=\"no\"</a>\n",
            "a b c",
            "",
        ),
        ("a.css", "@import url('a');\n@import 'b';\np { background: url(c.svg); }\n", "a b c.svg", ""),
        (
            "Dockerfile",
            "FROM a\nCOPY b c /d/\nCOPY --chown=x [\"e\", \"/d\"]\nCOPY --from=z no /d\nCOPY <<EOF /d\nx\nEOF\n",
            "a b c e",
            "",
        ),
    ];
    for (path, text, needed, optional) in cases {
        let analysis = analysis(path, text);
        assert_eq!(analysis.problems, [], "{path}");
        let imports = |optional| {
            let imported = analysis.imported.iter();
            sorted(imported.filter(|it| it.optional == optional).map(|it| &it.symbol))
        };
        assert_eq!(imports(false), needed, "required by {path}");
        assert_eq!(imports(true), optional, "optional in {path}");
    }
}

/// The errors of SQL's grammar are ignored, but those of its delimiters are reported.
#[test]
fn a_text_with_a_reported_error_has_a_language() {
    let analysis = analysis("a.sql", "CREATE TABLE a (b INT;\nSELECT FROM WHERE;\n");
    assert_eq!((analysis.problems.len(), analysis.language), (1, "sql"));
}

/// A template is neither valid nor invalid before a template engine has filled it in.
#[test]
fn templates_are_not_judged() {
    for (path, text) in [
        (
            "a.yaml",
            "a: {{ .Values.a }}\n{{- if .b }}\nb: {{ include \"c\" . | nindent 2 }}\n{{- end }}\n",
        ),
        ("b.yml", "{% for a in b %}\n{{ a }}: 1\n{% endfor %}\n"),
        ("a.html", "<p class=\"{{ a }}>{% b %}\n"),
    ] {
        let analysis = analysis(path, text);
        assert_eq!((analysis.problems, analysis.language), (Vec::new(), ""), "{path}");
    }
    assert_ne!(analysis("c.yaml", "a: {{ b }} c\n").problems, []);
}

#[test]
fn other_checks_correct_the_grammars() {
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
        let analysis = analysis(path, text);
        assert_eq!(analysis.problems, [], "{path}");
        // A text whose errors are ignored has no language.
        assert_eq!(analysis.language.is_empty(), matches!(path, "a.sql" | "b.sql"), "{path}");
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
        ("d.json", "{\n  \"a\": [1, 2,\n  \"b\": 3\n}\n", 3),
        ("d.toml", "[a]\nb = \nc = 1\n", 2),
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
        let errors = analysis(path, text).problems;
        assert_eq!(errors.first().map(|error| error.line), Some(line), "{path}: {errors:?}");
    }
}
