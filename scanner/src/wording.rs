//! An error in a tree, told in words: what was found, and what the parser would have taken there.

use crate::language::Language;
use crate::problem::{floor, quoted, Problem};
use crate::tree::first_leaf;
use tree_sitter::Node;

/// The most tokens that are told as expected: of more, none is a help.
const MAX_EXPECTED: usize = 4;

/// What is wrong at a node that tree-sitter put in or could not place.
pub(crate) fn describe(language: &Language, text: &str, fault: Node) -> Problem {
    if fault.is_missing() {
        let (found, at) = token_at(text, fault.start_byte());
        let missing = kind_in_words(fault.kind());
        let message = format!("{missing} is missing before {}", or_end(&found));
        return Problem { found, missing, ..Problem::at(text, at, message) };
    }
    let (at, expected) = unexpected(language, fault);
    let (found, at) = token_at(text, at);
    let missing = expected.join(" or ");
    let message = if missing.is_empty() {
        format!("{} is not expected here", or_end(&found))
    } else {
        format!("{} is not expected here: {missing} is missing", or_end(&found))
    };
    Problem { found, missing, ..Problem::at(text, at, message) }
}

fn or_end(found: &str) -> &str {
    if found.is_empty() {
        "the end of the file"
    } else {
        found
    }
}

/// The token at or after a byte as a message quotes it, and where it begins.
fn token_at(text: &str, at: usize) -> (String, usize) {
    let rest = &text[floor(text, at)..];
    let begin = text.len() - rest.trim_start().len();
    let token = &text[begin..];
    let word = token.find(|c: char| !c.is_alphanumeric() && c != '_').map_or(token.len(), |end| {
        if end == 0 {
            1
        } else {
            end
        }
    });
    let end = (1..=4).map(|more| word + more - 1).find(|&end| token.is_char_boundary(end));
    let found = token.get(..end.unwrap_or(token.len())).unwrap_or(token);
    (if found.is_empty() { String::new() } else { quoted(found) }, begin)
}

/// Where in an error the parser stopped, and what it would have taken there.
fn unexpected(language: &Language, error: Node) -> (usize, Vec<String>) {
    let grammar = language.grammar();
    let mut cursor = error.walk();
    let mut before: Option<Node> = None;
    for child in error.children(&mut cursor).filter(|child| !child.is_extra()) {
        let leaf = first_leaf(child);
        if let Some(before) = before {
            let state = state_after(&grammar, before);
            let expected = expected(&grammar, state);
            if !expected.iter().any(|(id, _)| *id == leaf.kind_id()) {
                return (leaf.start_byte(), few(&expected));
            }
        }
        before = Some(child);
    }
    let Some(last) = before else { return (error.start_byte(), Vec::new()) };
    let state = state_after(&grammar, last);
    let only_one = error.child_count() == 1 && last.kind_id() == first_leaf(last).kind_id();
    let at = if only_one { error.start_byte() } else { error.end_byte() };
    (at, if only_one { Vec::new() } else { few(&expected(&grammar, state)) })
}

/// The parser's state after a node; 0 where it has none. tree-sitter checks no bounds of its own
/// tables here, and a token that was skipped has a state beyond them.
fn state_after(grammar: &tree_sitter::Language, node: Node) -> u16 {
    let (state, kind) = (node.parse_state(), node.kind_id());
    let known = usize::from(state) < grammar.parse_state_count()
        && usize::from(kind) < grammar.node_kind_count();
    if known {
        grammar.next_state(state, kind)
    } else {
        0
    }
}

fn expected(grammar: &tree_sitter::Language, state: u16) -> Vec<(u16, &'static str)> {
    let Some(mut symbols) = grammar.lookahead_iterator(state).filter(|_| state != 0) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    while let Some(id) = symbols.next() {
        all.push((id, symbols.current_symbol_name()));
    }
    all
}

fn few(expected: &[(u16, &'static str)]) -> Vec<String> {
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

/// A grammar's name for a thing, as a person would write it.
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
