package atelier.language;

import static atelier.language.FactProjects.GO;
import static atelier.language.FactProjects.JAVA;
import static atelier.language.FactProjects.PYTHON;
import static atelier.language.FactProjects.RUST;
import static atelier.language.FactProjects.SCRIPT;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What only looks wrong, or cannot be known: none of it is reported. */
final class UnsureFacts {
  private UnsureFacts() {}

  static Stream<Arguments> samples() {
    return Stream.of(
        Arguments.of(
            "a module in two folders",
            PYTHON.with("old/store.py", ""),
            "a.py",
            "from store import sum"),
        Arguments.of(
            "names that are computed",
            PYTHON.with("d.py", "globals()['x'] = 1"),
            "a.py",
            "from d import x"),
        Arguments.of(
            "names that are passed on",
            PYTHON.with("d.py", "from e import *"),
            "a.py",
            "from d import x"),
        Arguments.of("a submodule", PYTHON, "a.py", "from pkg import sub\nsub.name"),
        Arguments.of("a name of every module", PYTHON, "a.py", "import store\nstore.__file__"),
        Arguments.of(
            "a decorated function",
            PYTHON.with("d.py", "@wrap", "def f(): pass"),
            "a.py",
            "from d import f\nf(1)"),
        Arguments.of(
            "a base class",
            PYTHON.with("d.py", "class D(B): pass"),
            "a.py",
            "from d import D\nD(1)"),
        Arguments.of("an argument list", PYTHON, "a.py", "from store import add\nadd(*x)"),
        Arguments.of("a parameter", PYTHON, "a.py", "from store import add\ndef f(add): add()"),
        Arguments.of(
            "a handled error",
            PYTHON,
            "a.py",
            "try:\n    from store import sum\nexcept ImportError:\n    pass"),
        Arguments.of(
            "an expected error",
            PYTHON,
            "a.py",
            "from store import add\nwith raises(TypeError):\n    add()"),
        Arguments.of("another platform", PYTHON, "a.py", "import os\nos.startfile('a')"),
        Arguments.of(
            "a module of the project",
            PYTHON.with("json.py", "x = 1"),
            "a.py",
            "import json\njson.x"),
        Arguments.of("a later import", PYTHON, "store.py", "def f():\n    import store"),
        Arguments.of("a helper of tests", PYTHON, "tests/helper.py", "x = 1"),
        Arguments.of(
            "computed exports",
            SCRIPT.with("d.js", "module.exports = make();"),
            "a.js",
            "const { x } = require('./d');"),
        Arguments.of(
            "all names of another",
            SCRIPT.with("d.js", "export * from 'y';"),
            "a.js",
            "import { x } from './d.js';"),
        Arguments.of("a whole CommonJS module", SCRIPT, "a.js", "import old from './old.js';"),
        Arguments.of(
            "a file that a loader reads", SCRIPT, "a.js", "import text from './old.js?raw';"),
        Arguments.of(
            "a declared type",
            SCRIPT.with("d.ts", "export const f: F = (a) => a;"),
            "a.ts",
            "import { f } from './d';\nf();"),
        Arguments.of("a test of types", PYTHON, "mypy_test_cases/test_a.py", "import store"),
        Arguments.of("a test of types", PYTHON, "tests/typing/test_a.py", "import store"),
        Arguments.of(
            "a name that another file sets",
            PYTHON.with("conftest.py", "import store", "store.extra = store.add"),
            "a.py",
            "import store\nstore.extra"),
        Arguments.of("types of JavaScript", SCRIPT, "a.ts", "import { T } from './old.js';"),
        Arguments.of(
            "fewer arguments in JavaScript",
            SCRIPT,
            "a.js",
            "import { add } from './store.js';\nadd();"),
        Arguments.of(
            "tests that a helper holds",
            SCRIPT,
            "a.test.js",
            "const t = require('node:test');\nrequire('./h').check(t);"),
        Arguments.of(
            "several results",
            GO,
            "main.go",
            "package main\nfunc g() (int, int) { return 1, 2 }\nfunc main() { run(g()) }"),
        Arguments.of(
            "a variable",
            GO,
            "main.go",
            "package main\nimport \"shop/store\"\nfunc f(store T) { store.Sum() }"),
        Arguments.of(
            "names for tests",
            GO.with("store/export_test.go", "package store", "func Sum(t *T) {}"),
            "store/a_test.go",
            "package store_test\nimport \"shop/store\"\nfunc TestA(t *T) { store.Sum(t) }"),
        Arguments.of(
            "inherited members",
            JAVA.with("src/shop/Sub.java", "package shop;", "class Sub extends Store {}"),
            "src/shop/App.java",
            "package shop;\nclass App { void f() { Sub.sum(); } }"),
        Arguments.of(
            "generated members",
            JAVA.with("src/shop/D.java", "package shop;", "@Data class D { int a; }"),
            "src/shop/App.java",
            "package shop;\nclass App { void f() { D.of(1); } }"),
        Arguments.of(
            "items of a macro", RUST.with("src/d.rs", "make! {}"), "src/a.rs", "use crate::d::x;"),
        Arguments.of(
            "an exported macro",
            RUST.with("src/d.rs", "#[macro_export]", "macro_rules! x { () => {} }"),
            "src/a.rs",
            "use crate::x;"));
  }
}
