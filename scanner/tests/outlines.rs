//! The declarations and imports of texts in each language.

mod common;

use atelier_scanner::Symbol;
use common::analysis;

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
