//! Finds brackets without a partner: the most common slip, and the one that a parser reports at the
//! least helpful position.

use crate::c_lexer::{Token, TokenKind};
use crate::position::line_and_column;
use crate::syntax_error::SyntaxError;
use crate::tree_walk::visit_nodes;
use tree_sitter::Tree;

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The first unmatched bracket of a tree, and its byte.
pub(crate) fn unmatched_bracket(tree: &Tree, text: &str) -> Option<(usize, SyntaxError)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut unmatched = None;
    visit_nodes(tree.root_node(), |node, _| {
        if unmatched.is_some() {
            return false;
        }
        if node.child_count() == 0 && !node.is_missing() {
            if let Some((opens, closer)) = bracket(node.kind()) {
                if opens {
                    open.push((node.start_byte(), closer));
                } else {
                    unmatched = close(&mut open, text, node.start_byte(), closer);
                }
            }
        }
        true
    });
    unmatched.or_else(|| open.last().map(|&(at, closer)| (at, never_closed(text, at, closer))))
}

/// For each bracket among the tokens the index of its partner, for each other token its own index;
/// or the first unmatched bracket, and its byte.
pub(crate) fn match_brackets(
    text: &str,
    tokens: &[Token],
) -> Result<Vec<usize>, (usize, SyntaxError)> {
    let mut partners: Vec<usize> = (0..tokens.len()).collect();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut openers = Vec::new();
    let punctuation = |(_, token): &(usize, &Token)| token.kind == TokenKind::Punctuation;
    for (index, token) in tokens.iter().enumerate().filter(punctuation) {
        match bracket(token.text(text)) {
            Some((true, closer)) => {
                open.push((token.start, closer));
                openers.push(index);
            }
            Some((false, closer)) => {
                if let Some(error) = close(&mut open, text, token.start, closer) {
                    return Err(error);
                }
                let opener = openers.pop().unwrap_or(index);
                (partners[index], partners[opener]) = (opener, index);
            }
            None => {}
        }
    }
    match open.last() {
        Some(&(at, closer)) => Err((at, never_closed(text, at, closer))),
        None => Ok(partners),
    }
}

/// Whether a token is an opening bracket, and the closing bracket of its pair; `${` and the like
/// open too.
fn bracket(token: &str) -> Option<(bool, char)> {
    let last = token.chars().last()?;
    if let Some(pair) = PAIRS.iter().find(|pair| pair.0 == last && token.len() <= 2) {
        return Some((true, pair.1));
    }
    PAIRS.iter().find(|pair| token.len() == 1 && pair.1 == last).map(|pair| (false, pair.1))
}

/// Removes the innermost open bracket; returns an error if the closing bracket does not match it.
fn close(
    open: &mut Vec<(usize, char)>,
    text: &str,
    at: usize,
    closer: char,
) -> Option<(usize, SyntaxError)> {
    let (missing, message) = match open.pop() {
        Some((_, expected)) if expected == closer => return None,
        Some((opened_at, expected)) => {
            let (line, column) = line_and_column(text, opened_at);
            let opener = opener_of(expected);
            let message = format!(
                "unexpected `{closer}`: `{expected}` is missing, since `{opener}` in line {line}, \
                 column {column} is still open"
            );
            (expected, message)
        }
        None => {
            let opener = opener_of(closer);
            (opener, format!("`{closer}` is never opened: `{opener}` is missing"))
        }
    };
    let error = SyntaxError {
        found: format!("`{closer}`"),
        missing: format!("`{missing}`"),
        ..SyntaxError::at(text, at, message)
    };
    Some((at, error))
}

fn never_closed(text: &str, at: usize, closer: char) -> SyntaxError {
    let message = format!("`{}` is never closed: `{closer}` is missing", opener_of(closer));
    SyntaxError { missing: format!("`{closer}`"), ..SyntaxError::at(text, at, message) }
}

fn opener_of(closer: char) -> char {
    PAIRS.iter().find(|pair| pair.1 == closer).map_or(closer, |pair| pair.0)
}
