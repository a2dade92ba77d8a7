//! Errors of syntax, found in the tree, told in words.

use crate::brackets;
use crate::languages::Language;
use crate::limits::{MAX_DEPTH, MAX_RECURSIVE_BYTES};
use crate::problem::{floor, position, quoted, Problem};
use crate::strictness::reserved;
use crate::tree::{first_leaf, walk};
use std::panic::{catch_unwind, AssertUnwindSafe};
use tree_sitter::{Node, Tree};

/// The most problems of one text that are told: the rest mostly follows from the first.
const MAX_PROBLEMS: usize = 5;

/// The most tokens that are told as expected: of more, none is a help.
const MAX_EXPECTED: usize = 4;

/// What is wrong with a text, in order of position.
pub(crate) fn problems(language: &Language, path: &str, text: &str, tree: &Tree) -> Vec<Problem> {
    let sound = !tree.root_node().has_error();
    // Of a sound tree only its depth is to be known, and that only by a second reader.
    let (faults, depth) =
        if sound && language.reader.is_none() { (Vec::new(), 0) } else { faults(tree) };
    if faults.is_empty() {
        let strict = language.strictness.and_then(|look| look(tree, text)).or_else(|| {
            Some(language.reserved)
                .filter(|it| !it.is_empty())
                .and_then(|it| reserved(it, tree, text))
        });
        let told = strict.map(|(at, why)| within(tree, text, at, Problem::at(text, at, why)));
        let told = told.or_else(|| second(language, path, text, tree, depth));
        return told.into_iter().collect();
    }
    // Who knows the language to the letter may know better than a grammar that stumbles; its depth
    // is not known here, so that only what its stack is made for is given to it.
    let exact = language
        .reader
        .filter(|it| text.len() <= MAX_RECURSIVE_BYTES && (it.takes)(text))
        .map(|_| second(language, path, text, tree, 0));
    match exact {
        Some(None) => return Vec::new(),
        Some(Some(problem)) if language.doubted => return vec![problem],
        _ => {}
    }
    let mut told: Vec<Problem> = Vec::new();
    if language.brackets {
        told.extend(brackets::problem(tree, text).map(|(at, one)| within(tree, text, at, one)));
    }
    let room = if language.doubted { 0 } else { MAX_PROBLEMS - told.len() };
    told.extend(faults.iter().take(room).map(|fault| describe(language, text, tree, *fault)));
    told.sort_by_key(|one| (one.line, one.column));
    told.dedup_by_key(|one| (one.line, one.column));
    told
}

/// The nodes that tree-sitter put in or could not place, and how deep the tree is.
fn faults(tree: &Tree) -> (Vec<Node<'_>>, usize) {
    let mut faults = Vec::new();
    let mut deepest = 0;
    walk(tree, |node, depth| {
        deepest = deepest.max(depth);
        let fault = node.is_error() || node.is_missing();
        if fault {
            faults.push(node);
        }
        !fault
    });
    (faults, deepest)
}

/// The word of a parser that knows the language to the letter; should it break, it has none.
fn second(
    language: &Language,
    path: &str,
    text: &str,
    tree: &Tree,
    depth: usize,
) -> Option<Problem> {
    let reader = language.reader.filter(|it| depth < MAX_DEPTH && (it.takes)(text))?;
    let problem = catch_unwind(AssertUnwindSafe(|| (reader.fault)(path, text))).ok()??;
    let at = byte_of(text, problem.line, problem.column);
    Some(within(tree, text, at, problem))
}

fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

fn describe(language: &Language, text: &str, tree: &Tree, fault: Node) -> Problem {
    let fault_at = fault.start_byte();
    if fault.is_missing() {
        let (found, at) = token_at(text, fault_at);
        let missing = kind_in_words(fault.kind());
        let message = format!("{missing} is missing before {}", or_end(&found));
        let problem = Problem { found, missing, ..Problem::at(text, at, message) };
        return within(tree, text, fault_at, problem);
    }
    let (at, expected) = unexpected(language, fault);
    let (found, at) = token_at(text, at);
    let missing = expected.join(" or ");
    let message = if missing.is_empty() {
        format!("{} is not expected here", or_end(&found))
    } else {
        format!("{} is not expected here: {missing} is missing", or_end(&found))
    };
    within(tree, text, fault_at, Problem { found, missing, ..Problem::at(text, at, message) })
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

/// Adds what a problem is in: the innermost thing around it that has a name.
fn within(tree: &Tree, text: &str, at: usize, mut problem: Problem) -> Problem {
    let at = at.min(text.len());
    let mut node = tree.root_node().descendant_for_byte_range(at, at);
    while let Some(here) = node {
        if let Some(name) = here.child_by_field_name("name").filter(|n| n.start_byte() < at) {
            let kind = here.kind().replace('_', " ");
            let kind = [" definition", " declaration", " item", " statement", " specifier"]
                .iter()
                .fold(kind, |kind, tail| kind.replace(tail, ""));
            let name = text.get(name.byte_range()).unwrap_or_default();
            let line = position(text, here.start_byte()).0;
            problem.inside = format!("{kind} {} (line {line})", quoted(name));
            problem.message = format!("{}, in {}", problem.message, problem.inside);
            return problem;
        }
        node = here.parent();
    }
    problem
}
