//! Errors of syntax, by whoever knows best: a parser of the language itself, or its grammar's tree.

use crate::brackets;
use crate::language::Language;
use crate::limits::{Refusal, MAX_DEPTH, MAX_RECURSIVE_BYTES};
use crate::problem::{position, quoted, Problem};
use crate::tree::walk;
use crate::wording::describe;
use std::panic::{catch_unwind, AssertUnwindSafe};
use tree_sitter::{Node, Tree};

/// The most problems of one text that are told: the rest mostly follows from the first.
const MAX_PROBLEMS: usize = 5;

/// What is wrong with a text, in order of position. Who knows the language to the letter is asked
/// first: what that takes is sound, whatever a grammar stumbles over. Else the tree is wanted.
pub(crate) fn problems<'t>(
    language: &Language,
    path: &str,
    text: &str,
    tree: impl FnOnce() -> Result<&'t Tree, Refusal>,
) -> Result<Vec<Problem>, Refusal> {
    // Each byte may be a level: of longer texts the depth must be known.
    let short = text.len() <= MAX_RECURSIVE_BYTES;
    let word = if short { second(language, path, text) } else { Word::None };
    if word == Word::Sound {
        return Ok(Vec::new());
    }
    let tree = tree()?;
    let sound = !tree.root_node().has_error();
    let (faults, depth) =
        if sound && (short || language.reader.is_none()) { (Vec::new(), 0) } else { faults(tree) };
    let word = if short || !faults.is_empty() || depth >= MAX_DEPTH {
        word
    } else {
        second(language, path, text)
    };
    match word {
        Word::Fault(problem) => {
            let told = told(language, text, tree, &faults);
            // A reader knows where; the grammar has more to say, where it stumbles over the same.
            if told.first().is_some_and(|one| one.line == problem.line) {
                return Ok(told);
            }
            let at = byte_of(text, problem.line, problem.column);
            Ok(vec![within(tree, text, at, problem)])
        }
        _ if faults.is_empty() => {
            let told = language.strictness().fault(tree, text);
            let told = told.map(|(at, why)| within(tree, text, at, Problem::at(text, at, why)));
            Ok(told.into_iter().collect())
        }
        _ => Ok(told(language, text, tree, &faults)),
    }
}

/// What the grammar found, as far as it is trusted.
fn told(language: &Language, text: &str, tree: &Tree, faults: &[Node]) -> Vec<Problem> {
    let mut told: Vec<Problem> = Vec::new();
    if language.brackets && !faults.is_empty() {
        told.extend(brackets::problem(tree, text).map(|(at, one)| within(tree, text, at, one)));
    }
    let room = if language.doubted { 0 } else { MAX_PROBLEMS - told.len() };
    let described = faults.iter().take(room).map(|fault| (fault, describe(language, text, *fault)));
    told.extend(described.map(|(fault, one)| within(tree, text, fault.start_byte(), one)));
    told.sort_by_key(|one| (one.line, one.column));
    told.dedup_by_key(|one| (one.line, one.column));
    told
}

/// The nodes that tree-sitter put in or could not place, and how deep the tree is.
fn faults(tree: &Tree) -> (Vec<Node<'_>>, usize) {
    let mut faults = Vec::new();
    let mut deepest = 0;
    walk(tree.root_node(), |node, depth| {
        deepest = deepest.max(depth);
        let fault = node.is_error() || node.is_missing();
        if fault {
            faults.push(node);
        }
        !fault
    });
    (faults, deepest)
}

/// What a parser that knows the language to the letter says of a text.
#[derive(PartialEq, Eq)]
enum Word {
    /// There is none, or it does not take this text.
    None,
    Sound,
    Fault(Problem),
}

/// Should the parser break, it has no word.
fn second(language: &Language, path: &str, text: &str) -> Word {
    let Some(reader) = language.reader.filter(|it| (it.takes)(text)) else { return Word::None };
    match catch_unwind(AssertUnwindSafe(|| (reader.fault)(path, text))) {
        Ok(None) => Word::Sound,
        Ok(Some(problem)) => Word::Fault(problem),
        Err(_) => Word::None,
    }
}

fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// Adds what a problem is in: the innermost thing around it that has a name. From the top down:
/// going up from a node takes the square of its depth.
fn within(tree: &Tree, text: &str, at: usize, mut problem: Problem) -> Problem {
    let at = at.min(text.len());
    let mut cursor = tree.walk();
    let mut innermost = None;
    loop {
        let here = cursor.node();
        let name = here.child_by_field_name("name").filter(|n| n.start_byte() < at);
        innermost = name.map(|name| (here, name)).or(innermost);
        let ends_there = cursor.goto_first_child_for_byte(at.saturating_sub(1)).is_some();
        if !ends_there || cursor.node().start_byte() > at {
            break;
        }
    }
    if let Some((here, name)) = innermost {
        let kind = here.kind().replace('_', " ");
        let kind = [" definition", " declaration", " item", " statement", " specifier"]
            .iter()
            .fold(kind, |kind, tail| kind.replace(tail, ""));
        let name = text.get(name.byte_range()).unwrap_or_default();
        let line = position(text, here.start_byte()).0;
        problem.inside = format!("{kind} {} (line {line})", quoted(name));
        problem.message = format!("{}, in {}", problem.message, problem.inside);
    }
    problem
}
