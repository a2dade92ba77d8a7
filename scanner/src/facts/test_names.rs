//! Counts the tests and the assertions of a text, by the names that test tools give them.

use super::record::FileFacts;
use super::syntax_path::{field_text, text_of, visit_with_path};
use tree_sitter::{Node, Tree};

/// How a language's tools name tests and assertions.
struct TestNames {
    languages: &'static [&'static str],
    /// The kinds of nodes that call something, and the field with its name.
    calls: &'static [(&'static str, &'static str)],
    /// The kinds of nodes that are an assertion by themselves.
    assertion_nodes: &'static [&'static str],
    /// Whether a node is a test, by itself.
    is_test: fn(node: Node, text: &str) -> bool,
    /// Whether a node is a test, or makes something one, that may assert in another file.
    asserts_elsewhere: fn(node: Node, text: &str) -> bool,
}

/// Any of these in the name of what is called makes it an assertion: helpers that assert are named
/// in many ways.
const ASSERTION_WORDS: [&str; 17] = [
    "assert", "expect", "should", "verify", "check", "raise", "fail", "must", "require", "ensure",
    "equal", "match", "wait", "throw", "error", "fatal", "snapshot",
];

/// So much of what is called is looked at.
const MAX_NAME_BYTES: usize = 150;

const TEST_FRAMEWORKS: [&str; 13] = [
    "node:test",
    "test",
    "vitest",
    "@jest/globals",
    "jest",
    "mocha",
    "tape",
    "tap",
    "ava",
    "uvu",
    "bun:test",
    "@playwright/test",
    "assert",
];

const TABLE: [TestNames; 4] = [
    TestNames {
        languages: &["python"],
        calls: &[("call", "function")],
        assertion_nodes: &["assert_statement", "raise_statement"],
        is_test: |node, text| match node.kind() {
            "function_definition" => {
                let name = field_text(node, "name", text);
                name.starts_with("test") || name == "runTest" || name.starts_with("step_")
            }
            _ => false,
        },
        asserts_elsewhere: |node, text| match node.kind() {
            "class_definition" => {
                let bases = field_text(node, "superclasses", text);
                !matches!(bases, "" | "()" | "(object)") && !bases.ends_with("TestCase)")
            }
            "call" => text_of(node, text).starts_with("doctest."),
            "wildcard_import" => true,
            _ => false,
        },
    },
    TestNames {
        languages: &["javascript", "typescript", "tsx"],
        calls: &[("call_expression", "function"), ("new_expression", "constructor")],
        assertion_nodes: &["throw_statement"],
        is_test: |node, text| {
            // A test framework that is passed on to a helper.
            let is_framework =
                || TEST_FRAMEWORKS.contains(&text_of(node, text).trim_matches(['"', '\'']));
            node.kind() == "string" && is_framework()
                || node.kind() == "call_expression" && {
                    let called = field_text(node, "function", text);
                    let name = called.split(['.', '(']).next().unwrap_or_default();
                    let name = name.to_lowercase();
                    ["test", "it", "specify", "scenario", "bench"].contains(&name.as_str())
                        || name.ends_with("test")
                        || name.starts_with("test")
                        || matches!(called.rsplit('.').next(), Some("test" | "it" | "run"))
                }
        },
        asserts_elsewhere: |node, text| match node.kind() {
            "call_expression" => field_text(node, "function", text).starts_with("describe"),
            // A test of types: the compiler asserts.
            "comment" => text_of(node, text).contains("@ts-expect-error"),
            _ => false,
        },
    },
    TestNames {
        languages: &["java"],
        calls: &[("method_invocation", "name"), ("object_creation_expression", "type")],
        assertion_nodes: &["assert_statement", "throw_statement"],
        is_test: |node, text| match node.kind() {
            "marker_annotation" | "annotation" => {
                let name = field_text(node, "name", text);
                name.contains("Test") || name.contains("Property")
            }
            "method_declaration" => field_text(node, "name", text).starts_with("test"),
            _ => false,
        },
        asserts_elsewhere: |node, text| match node.kind() {
            "marker_annotation" | "annotation" => {
                ["RunWith", "Suite", "Benchmark"].contains(&field_text(node, "name", text))
            }
            "method_declaration" => field_text(node, "name", text) == "suite",
            "superclass" => true,
            "modifiers" => text_of(node, text).split_whitespace().any(|it| it == "abstract"),
            _ => false,
        },
    },
    TestNames {
        languages: &["go"],
        calls: &[("call_expression", "function")],
        assertion_nodes: &[],
        is_test: |node, text| {
            let name = field_text(node, "name", text);
            node.kind() == "function_declaration" && name.starts_with("Test")
        },
        asserts_elsewhere: |node, text| {
            let name = field_text(node, "name", text);
            let starts = ["Benchmark", "Fuzz", "Example"];
            match node.kind() {
                "function_declaration" => starts.iter().any(|it| name.starts_with(it)),
                // A helper that is given the test.
                "argument_list" => matches!(text_of(node, text).get(..3), Some("(t," | "(t)")),
                _ => false,
            }
        },
    },
];

/// Adds the numbers of tests and assertions, if there is a row for the language.
pub(crate) fn count(language: &str, text: &str, tree: &Tree, facts: &mut FileFacts) {
    let Some(row) = TABLE.iter().find(|row| row.languages.contains(&language)) else { return };
    let (mut tests, mut assertions) = (0, 0);
    visit_with_path(tree, |node, _| {
        let is_whole = (row.asserts_elsewhere)(node, text);
        tests += usize::from(is_whole || (row.is_test)(node, text));
        assertions += usize::from(is_whole || is_assertion(row, node, text));
    });
    facts.tests = Some(tests);
    facts.assertions = Some(assertions);
}

fn is_assertion(row: &TestNames, node: Node, text: &str) -> bool {
    if row.assertion_nodes.contains(&node.kind()) {
        return true;
    }
    let call = row.calls.iter().find(|(kind, _)| *kind == node.kind());
    call.is_some_and(|(_, field)| {
        // To load a module is no assertion, but `require.Equal` is one.
        let name = ends_of(field_text(node, field, text)).replace("require(", "");
        name != "require" && ASSERTION_WORDS.iter().any(|word| name.contains(word))
    })
}

/// The start and the end of what is called, in lower case: a chain of calls may be long.
fn ends_of(called: &str) -> String {
    let end = called.len().saturating_sub(MAX_NAME_BYTES);
    let parts = [called.get(..MAX_NAME_BYTES), called.get(end..)];
    match parts {
        [Some(first), Some(last)] => format!("{first} {last}").to_lowercase(),
        _ => called.chars().take(MAX_NAME_BYTES).collect::<String>().to_lowercase(),
    }
}
