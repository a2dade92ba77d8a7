//! Brackets that do not pair up: the commonest slip, and the one that a parser places worst.

use crate::problem::{position, Problem};
use crate::token::{Kind, Token};
use crate::tree::walk;
use tree_sitter::Tree;

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The first bracket that has no partner, and its byte.
pub(crate) fn problem(tree: &Tree, text: &str) -> Option<(usize, Problem)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = None;
    walk(tree.root_node(), |node, _| {
        if found.is_some() {
            return false;
        }
        if node.child_count() == 0 && !node.is_missing() {
            if let Some((opens, bracket)) = bracket(node.kind()) {
                if opens {
                    open.push((node.start_byte(), bracket));
                } else {
                    found = close(&mut open, text, node.start_byte(), bracket);
                }
            }
        }
        true
    });
    found.or_else(|| open.last().map(|&(at, bracket)| (at, never_closed(text, at, bracket))))
}

/// Of each bracket among tokens the other one, and itself of each other token.
pub(crate) fn partners(text: &str, tokens: &[Token]) -> Result<Vec<usize>, (usize, Problem)> {
    let mut partners: Vec<usize> = (0..tokens.len()).collect();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut indexes = Vec::new();
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Mark) {
        match bracket(token.of(text)) {
            Some((true, bracket)) => {
                open.push((token.from, bracket));
                indexes.push(index);
            }
            Some((false, bracket)) => {
                if let Some(fault) = close(&mut open, text, token.from, bracket) {
                    return Err(fault);
                }
                let opener = indexes.pop().unwrap_or(index);
                (partners[index], partners[opener]) = (opener, index);
            }
            None => {}
        }
    }
    match open.last() {
        Some(&(at, bracket)) => Err((at, never_closed(text, at, bracket))),
        None => Ok(partners),
    }
}

/// Whether a token opens or closes, and with which bracket; `${` and the like open too.
fn bracket(kind: &str) -> Option<(bool, char)> {
    let last = kind.chars().last()?;
    if let Some(pair) = PAIRS.iter().find(|pair| pair.0 == last && kind.len() <= 2) {
        return Some((true, pair.1));
    }
    PAIRS.iter().find(|pair| kind.len() == 1 && pair.1 == last).map(|pair| (false, pair.1))
}

fn close(
    open: &mut Vec<(usize, char)>,
    text: &str,
    at: usize,
    bracket: char,
) -> Option<(usize, Problem)> {
    match open.pop() {
        Some((_, expected)) if expected == bracket => None,
        Some((begun, expected)) => {
            let (line, column) = position(text, begun);
            let opener = opener(expected);
            let message = format!(
                "`{bracket}` stands where `{expected}` is missing: `{opener}` in line {line}, \
                 column {column} is still open"
            );
            let problem = Problem {
                found: format!("`{bracket}`"),
                missing: format!("`{expected}`"),
                ..Problem::at(text, at, message)
            };
            Some((at, problem))
        }
        None => {
            let message = format!("`{bracket}` closes nothing: `{}` is missing", opener(bracket));
            let problem = Problem {
                found: format!("`{bracket}`"),
                missing: format!("`{}`", opener(bracket)),
                ..Problem::at(text, at, message)
            };
            Some((at, problem))
        }
    }
}

fn never_closed(text: &str, at: usize, expected: char) -> Problem {
    let opener = opener(expected);
    let message = format!("`{opener}` is never closed: `{expected}` is missing");
    Problem { missing: format!("`{expected}`"), ..Problem::at(text, at, message) }
}

fn opener(closer: char) -> char {
    PAIRS.iter().find(|pair| pair.1 == closer).map_or(closer, |pair| pair.0)
}
