//! Mutants in the languages that are used most.

use atelier_scanner::{mutants, MutantRequest};

fn of(path: &str, text: &str, literals: &[&str]) -> Vec<(usize, String, String)> {
    let request = MutantRequest {
        path: path.to_string(),
        text: text.to_string(),
        literals: literals.iter().map(ToString::to_string).collect(),
        most: 50,
        deadline_ms: 5_000,
    };
    let found = mutants(&request).expect("it is read");
    found.into_iter().map(|mutant| (mutant.line, mutant.from, mutant.to)).collect()
}

fn has(mutants: &[(usize, String, String)], line: usize, from: &str, to: &str) -> bool {
    mutants.iter().any(|(at, old, new)| *at == line && old == from && new == to)
}

#[test]
fn makes_the_usual_faults_in_python() {
    let text = "import sys\n\ndef take(count, limit):\n    \"\"\"Takes 1.\"\"\"\n    \
                if count < 1000 and not limit:\n        print(count)\n    return swap(count, limit)\n";
    let found = of("a.py", text, &["1000"]);
    assert!(has(&found, 5, "<", "<="));
    assert!(has(&found, 5, "1000", "1001"));
    assert!(has(&found, 5, "and", "or"));
    assert!(has(&found, 5, "not limit", "limit"));
    assert!(has(&found, 6, "print(count)", "pass"));
    assert!(has(&found, 7, "swap(count, limit)", "None"));
    assert!(has(&found, 7, "count, limit", "limit, count"));
    assert_eq!(found[0].0, 5, "what is beside a literal of the spec comes first");
    assert!(found.iter().all(|(line, ..)| *line >= 5), "imports and documentation are no code");
}

#[test]
fn leaves_generics_and_types_alone() {
    let java = "class A { java.util.List<String> a(int n) { if (n > 2) { go(n); } return null; } }";
    let found = of("A.java", java, &[]);
    assert!(has(&found, 1, ">", ">="));
    assert!(!found.iter().any(|(_, from, _)| from == "<"));
    assert!(!found.iter().any(|(_, from, _)| from == "null"), "types forbid a default return");
}

#[test]
fn makes_faults_in_other_languages() {
    assert!(has(&of("a.js", "if (a === 404) { f(a); }\n", &[]), 1, "===", "!=="));
    assert!(has(
        &of("a.go", "package a\nfunc f(n int) bool { return n >= 3 }\n", &[]),
        2,
        ">=",
        ">"
    ));
    assert!(has(&of("a.rs", "fn f(n: u8) -> bool { n == 3 && true }\n", &[]), 1, "==", "!="));
    assert!(has(&of("a.c", "int f(int n) { return n <= 3; }\n", &[]), 1, "<=", "<"));
    assert!(has(&of("a.sh", "if [ \"$1\" -eq 3 ]; then exit 2; fi\n", &[]), 1, "-eq", "-ne"));
    assert!(has(&of("a.rb", "def f(n)\n  return n > 3\nend\n", &[]), 2, ">", ">="));
    assert!(has(&of("a.php", "<?php function f($n) { return $n < 3; }\n", &[]), 1, "<", "<="));
}

#[test]
fn broken_code_has_no_mutants() {
    assert!(of("a.py", "if x <\n", &[]).is_empty());
    assert!(of("a.unknown", "1 < 2", &[]).is_empty());
}

#[test]
fn leaves_joined_texts_alone() {
    let found = of(
        "A.java",
        "class A { String f(String n) { return \"a\" + n; } int g(int n) { return n + 1; } }",
        &[],
    );
    assert_eq!(found.iter().filter(|(_, from, _)| from == "+").count(), 1);
}
