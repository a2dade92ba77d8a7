//! Each row of the table of languages: its grammar loads, its queries compile, and its errors are
//! found.

mod common;

use atelier_scanner::{Language, ALL};
use common::{analysis, samples};

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
        ("a.md", "```ts\nimport a from 'a';\nconst b = <T,>(c: T): T => c as T;\n```\n"),
        ("a.md", "```typescript\nlet a = <string>b;\n```\n"),
        ("a.md", "```tsx\nconst a = (b: string) => <p>{b}</p>;\n```\n"),
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
        ("b.md", "```ts\nlet a = <p>b</p>;\n```\n", 2),
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
