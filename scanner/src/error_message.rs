//! Describes an error node of a tree: which token was found, and which the parser expected.

use crate::language::Language;
use crate::position::floor_char_boundary;
use crate::syntax_error::{quote, SyntaxError};
use crate::tree_walk::first_leaf;
use tree_sitter::Node;

/// The most expected tokens that are listed; a longer list is no help, and is left out.
const MAX_EXPECTED: usize = 4;

/// Describes an error node, or a missing node that tree-sitter inserted.
pub(crate) fn describe(language: &Language, text: &str, node: Node) -> SyntaxError {
    if node.is_missing() {
        let (found, at) = token_at(text, node.start_byte());
        let missing = kind_in_words(node.kind());
        let message = format!("{missing} is missing before {}", or_end_of_file(&found));
        return SyntaxError { found, missing, ..SyntaxError::at(text, at, message) };
    }
    let (at, expected) = unexpected_token(language, node);
    let (found, at) = token_at(text, at);
    let missing = expected.join(" or ");
    let message = if missing.is_empty() {
        format!("unexpected {}", or_end_of_file(&found))
    } else {
        format!("unexpected {}: expected {missing}", or_end_of_file(&found))
    };
    SyntaxError { found, missing, ..SyntaxError::at(text, at, message) }
}

fn or_end_of_file(found: &str) -> &str {
    if found.is_empty() {
        "end of the file"
    } else {
        found
    }
}

/// The token at or after a byte, quoted for a message, and its first byte.
fn token_at(text: &str, at: usize) -> (String, usize) {
    let rest = &text[floor_char_boundary(text, at)..];
    let start = text.len() - rest.trim_start().len();
    let token = &text[start..];
    let word = token.find(|c: char| !c.is_alphanumeric() && c != '_').map_or(token.len(), |end| {
        if end == 0 {
            1
        } else {
            end
        }
    });
    let end = (0..4).map(|more| word + more).find(|&end| token.is_char_boundary(end));
    let found = token.get(..end.unwrap_or(token.len())).unwrap_or(token);
    (if found.is_empty() { String::new() } else { quote(found) }, start)
}

/// The byte at which the parser stopped in an error node, and the tokens it expected there.
fn unexpected_token(language: &Language, error: Node) -> (usize, Vec<String>) {
    let grammar = language.grammar();
    let mut cursor = error.walk();
    let mut previous: Option<Node> = None;
    for child in error.children(&mut cursor).filter(|child| !child.is_extra()) {
        let leaf = first_leaf(child);
        if let Some(previous) = previous {
            let state = state_after(&grammar, previous);
            let expected = expected_symbols(&grammar, state);
            if !expected.iter().any(|(id, _)| *id == leaf.kind_id()) {
                return (leaf.start_byte(), readable_names(&expected));
            }
        }
        previous = Some(child);
    }
    let Some(last) = previous else { return (error.start_byte(), Vec::new()) };
    let state = state_after(&grammar, last);
    let is_single_token = error.child_count() == 1 && last.kind_id() == first_leaf(last).kind_id();
    let at = if is_single_token { error.start_byte() } else { error.end_byte() };
    (
        at,
        if is_single_token {
            Vec::new()
        } else {
            readable_names(&expected_symbols(&grammar, state))
        },
    )
}

/// The parser's state after a node; 0 if it has none. tree-sitter does not check the bounds of its
/// tables here, and a token that was skipped has a state outside of them.
fn state_after(grammar: &tree_sitter::Language, node: Node) -> u16 {
    let (state, kind) = (node.parse_state(), node.kind_id());
    let in_bounds = usize::from(state) < grammar.parse_state_count()
        && usize::from(kind) < grammar.node_kind_count();
    if in_bounds {
        grammar.next_state(state, kind)
    } else {
        0
    }
}

fn expected_symbols(grammar: &tree_sitter::Language, state: u16) -> Vec<(u16, &'static str)> {
    let Some(mut symbols) = grammar.lookahead_iterator(state).filter(|_| state != 0) else {
        return Vec::new();
    };
    let mut expected = Vec::new();
    while let Some(id) = symbols.next() {
        expected.push((id, symbols.current_symbol_name()));
    }
    expected
}

/// The symbols that a person can read; none if there are more than [`MAX_EXPECTED`].
fn readable_names(expected: &[(u16, &'static str)]) -> Vec<String> {
    let mut words: Vec<String> = expected
        .iter()
        .filter(|(_, name)| !name.starts_with('_') && !name.contains("comment"))
        .map(|(_, name)| kind_in_words(name))
        .collect();
    words.sort();
    words.dedup();
    if words.len() > MAX_EXPECTED {
        words.clear();
    }
    words
}

/// A grammar's name for a node, as a person would write it.
fn kind_in_words(kind: &str) -> String {
    match kind {
        "end" => "`end`".to_string(),
        _ if kind.chars().all(|c| c.is_ascii_lowercase() || c == '_') && kind.contains('_') => {
            format!("a {}", kind.trim_matches('_').replace('_', " "))
        }
        "identifier" | "expression" | "string" | "block" | "type" | "newline" | "statement" => {
            format!("a {kind}").replace("a i", "an i").replace("a e", "an e")
        }
        _ => format!("`{kind}`"),
    }
}
