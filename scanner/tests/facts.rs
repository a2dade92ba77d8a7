//! What texts offer to other files and take from them, in each language that has facts.

mod common;

use atelier_scanner::{FileFacts, UseKind};
use common::analysis;

fn facts(path: &str, text: &str) -> FileFacts {
    let analysis = analysis(path, text);
    assert_eq!(analysis.problems, [], "{path}");
    analysis.facts
}

/// The exports that a file defines, each with its arities: `add/1-2`, `sum/0-*`, `LIMIT`.
fn exports(path: &str, text: &str) -> String {
    let facts = facts(path, text);
    let mut shown: Vec<String> = facts
        .exports
        .iter()
        .filter(|export| export.defined)
        .map(|export| {
            let arities = export.arities.iter().map(|arity| {
                let most = arity.most.map_or("*".to_string(), |most| most.to_string());
                format!("/{}-{most}", arity.least)
            });
            export.name.clone() + &arities.collect::<String>()
        })
        .collect();
    if facts.open {
        shown.push("…".to_string());
    }
    shown.join(" ")
}

/// The uses of names: imports `store:total`, calls `store:add(1)`, members `store.add(1)`.
fn uses(path: &str, text: &str) -> String {
    let used = facts(path, text).uses;
    let shown = used.iter().filter(|used| used.kind != UseKind::Module).map(|used| {
        let separator = if used.kind == UseKind::Member { "." } else { ":" };
        let arguments = used.arguments.map_or(String::new(), |count| format!("({count})"));
        format!("{}{separator}{}{arguments}", used.module, used.name)
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn exports_have_their_arities() {
    let cases = [
        (
            "a.py",
            "import os\nLIMIT = 3\ndef add(a, b=1): pass\ndef all(*a, k): pass\nclass S:\n  def __init__(self, p): pass\n",
            "LIMIT S/1-1 add/1-2 all/1-*",
        ),
        ("b.py", "class A: pass\nclass B(A): pass\n@d\ndef f(a): pass\nif x:\n  def g(): pass\n", "A/0-0 B f g/0-0"),
        ("c.py", "def f(a): pass\ndef f(a, b): pass\ng = f\ndef g(): pass\n", "f/1-1/2-2 g"),
        ("d.py", "from x import *\n", "…"),
        ("e.py", "def __getattr__(name): pass\n", "__getattr__/1-1 …"),
        ("f.py", "globals()['x'] = 1\n", "…"),
        (
            "a.js",
            "export function f(a, b) {}\nexport const g = (...a) => 1, h = 2;\nexport default class {}\n",
            "default f/0-2 g/0-* h",
        ),
        ("b.js", "function f(a) {}\nmodule.exports = { f, g: h, i() {} };\n", "f/0-1 g i"),
        ("c.js", "exports.f = function () { return arguments[0]; };\n", "f/0-*"),
        ("d.js", "module.exports = make();\n", "…"),
        ("e.js", "module.exports = { ...a };\n", "…"),
        ("f.js", "export * from './a.js';\n", "…"),
        ("g.js", "export const a = 1;\n(function (exports) {})(0);\n", "a …"),
        (
            "a.ts",
            "export function f(a: A, b?: B, c = 1) {}\nexport type T = A;\nexport enum E { A }\n",
            "E T f/1-3",
        ),
        ("b.ts", "export const f: F = (a) => a;\nexport function g(a): A;\nexport function g() {}\n", "f g"),
        ("a.d.ts", "export function f(a: A): void;\n", "f …"),
        ("a.go", "package a\nfunc F(a, b int, c string) {}\nfunc g(a ...int) {}\ntype T struct{}\n", "F/3-3 T g/0-*"),
        ("A.java", "class A {\n A(int a) {}\n void f() {}\n void f(int... a) {}\n int x;\n}\n", "f/0-0/0-* new/1-1 x"),
        ("B.java", "record B(int a, int b) {}\n", "new/2-2"),
        ("C.java", "class C extends D { static void f() {} }\n", "f/0-0 new/0-0 …"),
        ("a.rs", "pub fn f(a: u8, b: u8) {}\nstruct S;\nimpl S { fn g(&self) {} }\n", "S f/2-2"),
        ("b.rs", "make!{}\nfn f() {}\n", "f/0-0 …"),
        ("a.rb", "def f; end\n", "…"),
    ];
    for (path, text, expected) in cases {
        assert_eq!(exports(path, text), expected, "{path}");
    }
}

#[test]
fn uses_of_imported_names_have_their_arguments() {
    let cases = [
        (
            "a.py",
            "from store import add as a, total\nimport store, os.path as p\na(1, k=2)\nstore.x.y()\np.exist('a')\n",
            "store:add store:total store:add(2) store.x.y(0) os.path.exist(1)",
        ),
        ("b.py", "from . import store\nfrom .a import b\nstore.add()\nb.c\n", ".:store .a:b .store.add(0) .a.b.c"),
        ("c.py", "from a import f\nf(*x)\nf(**x)\nf(g for g in x)\n", "a:f a:f(1)"),
        (
            "a.js",
            "import d, { f as g } from './a.js';\nimport * as n from './n.js';\ng(1);\nn.h();\nn.read;\nd(...x);\n",
            "./a.js:default ./a.js:f ./a.js:f(1) ./n.js.h(0)",
        ),
        (
            "b.js",
            "const { f, g: h } = require('./a');\nconst a = require('./a');\nconst b = require('./b').c;\nh(1, 2);\na.x();\n",
            "./a:f ./a:g ./b:c ./a:g(2) ./a.x(0)",
        ),
        ("c.js", "export { a as b } from './a.js';\n", "./a.js:a"),
        (
            "a.go",
            "package a\nimport (\n\"m/store\"\nx \"m/y\"\n)\nfunc f() { store.Add(1, 2); x.F(g()); h(1) }\n",
            "m/store.Add(2) m/y.F :g(0) :h(1)",
        ),
        (
            "A.java",
            "package p;\nimport q.B;\nimport static q.C.f;\nclass A { void g() { B.f(1); new B(); D.x(); } }\n",
            "q.C:f q.B.f(1) q.B.new(0) p.D.x(0)",
        ),
        (
            "a.rs",
            "use crate::a::{b, c as d};\nuse super::e;\nmod s;\nfn f() { d(1); s::g(); e(); }\n",
            "crate::a:b crate::a:c self::super:e crate::a:c(1) self::s.g(0) self::super:e(0)",
        ),
    ];
    for (path, text, expected) in cases {
        assert_eq!(uses(path, text), expected, "{path}");
    }
}

/// A name that may mean something else, or whose absence is expected, is not followed.
#[test]
fn unsure_uses_are_left_out() {
    let cases = [
        ("a.py", "from a import f\ndef g(f): f()\n", "a:f"),
        ("b.py", "try:\n  from a import f\nexcept ImportError:\n  from b import f\nf()\n", ""),
        ("c.py", "import os\nif hasattr(os, 'fork'): os.fork()\n", ""),
        ("d.py", "import a\na.x = 1\nprint(a.x)\n", ""),
        ("e.py", "from a import f\nwith pytest.raises(TypeError): f()\n", "a:f"),
        ("f.py", "from a import f\nself.assertRaises(TypeError, lambda: f())\n", "a:f"),
        ("a.js", "import { f } from './a.js';\nfunction g(f) { f(); }\n", "./a.js:f"),
        ("b.js", "import * as n from './n.js';\nn.f?.();\nif (n.g) n.g();\nn.h && n.h();\n", ""),
        ("c.js", "try { require('./a').f; const { g } = require('./a'); } catch {}\n", ""),
        ("d.js", "import { f } from './a.js';\nexpect(() => f(1)).toThrow();\n", "./a.js:f"),
        ("a.ts", "import { f } from './a';\n// @ts-expect-error\nf(1);\n", "./a:f"),
        ("a.go", "package a\nimport \"m/s\"\nfunc f() { s := 1; s.F() }\n", ""),
        ("A.java", "class A<T> { void f(int B) { B.f(); T.g(); a.b(); } }\n", ""),
        (
            "a.rs",
            "use crate::a::f;\nuse std::fs;\nfn g() { let f = 1; f(); fs::read(); }\n",
            "crate::a:f",
        ),
    ];
    for (path, text, expected) in cases {
        assert_eq!(uses(path, text), expected, "{path}");
    }
}

/// An import in a function, or in the main program, may be of the module itself.
#[test]
fn modules_are_imported_at_the_top() {
    let modules = |path, text| {
        let used = facts(path, text).uses;
        let modules = used.into_iter().filter(|it| it.kind == UseKind::Module).map(|it| it.module);
        modules.collect::<Vec<_>>().join(" ")
    };
    let python =
        "import a\nfrom .b import c\ndef f(): import d\nif __name__ == '__main__': import e\n";
    assert_eq!(modules("a.py", python), "a .b");
    let script = "import './a.js';\nconst b = require('./b');\nfunction f() { require('./c'); }\n";
    assert_eq!(modules("a.js", script), "./a.js ./b");
}

#[test]
fn tests_and_assertions_are_counted() {
    let cases = [
        ("test_a.py", "def test_a(): assert x\ndef helper(): pass\n", Some((1, 1))),
        (
            "test_b.py",
            "class T(TestCase):\n  def test_a(self): self.assertEqual(1, 1)\n",
            Some((1, 1)),
        ),
        ("test_c.py", "def test_a(): print(1)\n", Some((1, 0))),
        ("a.test.js", "import { add } from './a.js';\nconsole.log(add(1));\n", Some((0, 0))),
        (
            "b.test.js",
            "import test from 'node:test';\ntest('a', () => { assert(x); });\n",
            Some((2, 1)),
        ),
        (
            "c.test.js",
            "const t = require('node:test');\nrequire('./helper').run(t);\n",
            Some((2, 0)),
        ),
        ("ATest.java", "class ATest { @Test void a() { assertEquals(1, 1); } }\n", Some((1, 1))),
        ("a_test.go", "package a\nfunc TestA(t *testing.T) { t.Fatal() }\n", Some((1, 1))),
        ("b_test.go", "package a\nfunc BenchmarkA(b *testing.B) {}\n", Some((1, 1))),
        ("a.rs", "#[test]\nfn a() { assert!(x); }\n", None),
    ];
    for (path, text, expected) in cases {
        let facts = facts(path, text);
        assert_eq!(facts.tests.zip(facts.assertions), expected, "{path}");
    }
}

#[test]
fn a_text_with_errors_has_no_facts() {
    assert_eq!(analysis("a.py", "from a import b\ndef f(:\n").facts, FileFacts::default());
}
