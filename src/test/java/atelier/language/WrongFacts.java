package atelier.language;

import static atelier.language.FactProjects.GO;
import static atelier.language.FactProjects.JAVA;
import static atelier.language.FactProjects.PYTHON;
import static atelier.language.FactProjects.RUST;
import static atelier.language.FactProjects.SCRIPT;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Facts across files that are wrong, and what is said about them. */
final class WrongFacts {
  private WrongFacts() {}

  static Stream<Arguments> samples() {
    return Stream.of(
        Arguments.of(
            PYTHON,
            "app.py",
            "from store import add, all_item",
            "imports `all_item` from store.py, which defines LIMIT, add, all_items:"
                + " did you mean `all_items`?"),
        Arguments.of(
            PYTHON,
            "app.py",
            "from store import add\nadd()",
            "calls `add` of store.py with 0 arguments, but it takes 1 to 2"),
        Arguments.of(
            PYTHON,
            "app.py",
            "import store\nstore.add(1, 2, 3)",
            "calls `add` of store.py with 3 arguments, but it takes 1 to 2"),
        Arguments.of(PYTHON, "app.py", "import store\nstore.total()", "uses `total` from store.py"),
        Arguments.of(PYTHON, "app.py", "from pkg import other", "imports `other` from pkg/__init"),
        Arguments.of(PYTHON, "pkg/c.py", "from .sub import Box\nBox()", "with 0 arguments"),
        Arguments.of(PYTHON, "store.py", "from store import add\n", "imports itself: `store`"),
        Arguments.of(PYTHON, "random.py", "import random\n", "not the standard module"),
        Arguments.of(
            PYTHON,
            "app.py",
            "import os\nos.path.exist('a')",
            "the standard module `os.path` has no `exist`: did you mean `exists`?"),
        Arguments.of(
            PYTHON,
            "app.py",
            "import json as j\nj.load_string('a')",
            "the standard module `json` has no `load_string`"),
        Arguments.of(PYTHON, "app.py", "from json import parse", "has no `parse`"),
        Arguments.of(PYTHON, "test_a.py", "import store\n", "this test file holds no test"),
        Arguments.of(SCRIPT, "app.js", "import { sum } from './store.js';", "imports `sum`"),
        Arguments.of(SCRIPT, "app.js", "import * as s from './store.js';\ns.sum();", "uses `sum`"),
        Arguments.of(SCRIPT, "app.js", "const { add } = require('./old');", "imports `add`"),
        Arguments.of(SCRIPT, "app.js", "import './app.js';", "imports itself"),
        Arguments.of(
            SCRIPT,
            "app.ts",
            "import { put } from './typed.ts';\nput();",
            "calls `put` of typed.ts with 0 arguments, but it takes 1 to 2"),
        Arguments.of(SCRIPT, "cli.test.js", "console.log(process.argv);", "holds no test"),
        Arguments.of(
            GO,
            "main.go",
            "package main\nimport \"shop/store\"\nfunc main() { store.Sum() }",
            "uses `Sum` from store/store.go, which defines Add"),
        Arguments.of(
            GO,
            "main.go",
            "package main\nimport \"shop/store\"\nfunc main() { store.Add() }",
            "calls `Add` of store/store.go with 0 arguments, but it takes 1"),
        Arguments.of(GO, "main.go", "package main\nfunc main() { run(1) }", "but it takes 2"),
        Arguments.of(
            JAVA,
            "src/shop/App.java",
            "package shop;\nclass App { void f() { Store.sum(); } }",
            "uses `sum` from src/shop/Store.java"),
        Arguments.of(
            JAVA,
            "src/shop/App.java",
            "package shop;\nclass App { void f() { Store.add(1, 2); } }",
            "with 2 arguments, but it takes 1 or 0"),
        Arguments.of(
            JAVA,
            "src/shop/App.java",
            "package shop;\nclass App { Store s = new Store(); }",
            "but it takes 1"),
        Arguments.of(
            RUST, "src/cli.rs", "use crate::store::{add, sum};", "imports `sum` from src/store.rs"),
        Arguments.of(
            RUST, "src/cli.rs", "use super::store::add;\nfn f() { add(); }", "but it takes 1"));
  }
}
