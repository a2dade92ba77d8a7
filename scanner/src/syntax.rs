//! Finds the syntax errors of a text: by the language's reference parser where it has one, else by
//! the errors in its tree.

use crate::bracket_matching::unmatched_bracket;
use crate::error_message::describe;
use crate::language::Language;
use crate::limits::{LimitError, MAX_DEPTH, MAX_RECURSIVE_BYTES};
use crate::position::{byte_offset, line_and_column};
use crate::syntax_error::{quote, SyntaxError};
use crate::tree_walk::visit_nodes;
use std::panic::{catch_unwind, AssertUnwindSafe};
use tree_sitter::{Node, Tree};

/// The most errors that are reported of one text: most others follow from the first.
const MAX_ERRORS: usize = 5;

/// The errors of a text, in order of position. The reference parser is run first: what it accepts
/// is valid, even if the grammar reports errors. The tree is only asked for otherwise.
pub(crate) fn find_errors<'t>(
    language: &Language,
    path: &str,
    text: &str,
    tree: impl FnOnce() -> Result<&'t Tree, LimitError>,
) -> Result<Vec<SyntaxError>, LimitError> {
    // Each byte may be a level of nesting, so the depth of a longer text must be known first.
    let is_short = text.len() <= MAX_RECURSIVE_BYTES;
    let verdict = if is_short { reference_verdict(language, path, text) } else { Verdict::Unknown };
    if verdict == Verdict::Valid {
        return Ok(Vec::new());
    }
    let tree = tree()?;
    let is_clean = !tree.root_node().has_error();
    let needs_depth = !is_short && language.reference_parser.is_some();
    let (nodes, depth) = if is_clean && !needs_depth { (Vec::new(), 0) } else { error_nodes(tree) };
    let verdict = if is_short || !nodes.is_empty() || depth >= MAX_DEPTH {
        verdict
    } else {
        reference_verdict(language, path, text)
    };
    match verdict {
        Verdict::Invalid(error) => {
            let described = grammar_errors(language, text, tree, &nodes);
            // The reference parser has the better position, the grammar the better description.
            if described.first().is_some_and(|first| first.line == error.line) {
                return Ok(described);
            }
            let at = byte_offset(text, error.line, error.column);
            Ok(vec![with_enclosing_declaration(tree, text, at, error)])
        }
        _ if nodes.is_empty() => {
            let violation = language.strict_checks().first_violation(tree, text);
            let error = violation.map(|(at, message)| {
                with_enclosing_declaration(tree, text, at, SyntaxError::at(text, at, message))
            });
            Ok(error.into_iter().collect())
        }
        _ => Ok(grammar_errors(language, text, tree, &nodes)),
    }
}

/// The errors by the grammar, as far as it is reliable.
fn grammar_errors(
    language: &Language,
    text: &str,
    tree: &Tree,
    nodes: &[Node],
) -> Vec<SyntaxError> {
    let mut errors: Vec<SyntaxError> = Vec::new();
    if language.checks_brackets && !nodes.is_empty() {
        let unmatched = unmatched_bracket(tree, text);
        errors
            .extend(unmatched.map(|(at, error)| with_enclosing_declaration(tree, text, at, error)));
    }
    let room = if language.has_unreliable_grammar { 0 } else { MAX_ERRORS - errors.len() };
    errors.extend(nodes.iter().take(room).map(|node| {
        let error = describe(language, text, *node);
        with_enclosing_declaration(tree, text, node.start_byte(), error)
    }));
    errors.sort_by_key(|error| (error.line, error.column));
    errors.dedup_by_key(|error| (error.line, error.column));
    errors
}

/// The error nodes and the missing nodes of a tree, and the tree's depth.
fn error_nodes(tree: &Tree) -> (Vec<Node<'_>>, usize) {
    let mut nodes = Vec::new();
    let mut max_depth = 0;
    visit_nodes(tree.root_node(), |node, depth| {
        max_depth = max_depth.max(depth);
        let is_error = node.is_error() || node.is_missing();
        if is_error {
            nodes.push(node);
        }
        !is_error
    });
    (nodes, max_depth)
}

/// The verdict of a reference parser.
#[derive(PartialEq, Eq)]
enum Verdict {
    /// The language has none, or it cannot parse this text.
    Unknown,
    Valid,
    Invalid(SyntaxError),
}

/// Runs the reference parser; if it panics, the verdict is unknown.
fn reference_verdict(language: &Language, path: &str, text: &str) -> Verdict {
    let Some(parser) = language.reference_parser.filter(|it| (it.can_parse)(text)) else {
        return Verdict::Unknown;
    };
    match catch_unwind(AssertUnwindSafe(|| (parser.first_error)(path, text))) {
        Ok(None) => Verdict::Valid,
        Ok(Some(error)) => Verdict::Invalid(error),
        Err(_) => Verdict::Unknown,
    }
}

/// Adds the innermost enclosing declaration to an error. It descends from the root: to ascend from
/// a node takes time by the square of its depth.
fn with_enclosing_declaration(
    tree: &Tree,
    text: &str,
    at: usize,
    mut error: SyntaxError,
) -> SyntaxError {
    let at = at.min(text.len());
    let mut cursor = tree.walk();
    let mut innermost = None;
    loop {
        let node = cursor.node();
        let name = node.child_by_field_name("name").filter(|name| name.start_byte() < at);
        innermost = name.map(|name| (node, name)).or(innermost);
        let has_child = cursor.goto_first_child_for_byte(at.saturating_sub(1)).is_some();
        if !has_child || cursor.node().start_byte() > at {
            break;
        }
    }
    if let Some((declaration, name)) = innermost {
        let kind = declaration.kind().replace('_', " ");
        let kind = [" definition", " declaration", " item", " statement", " specifier"]
            .iter()
            .fold(kind, |kind, suffix| kind.replace(suffix, ""));
        let name = text.get(name.byte_range()).unwrap_or_default();
        let (line, _) = line_and_column(text, declaration.start_byte());
        error.inside = format!("{kind} {} (line {line})", quote(name));
        error.message = format!("{}, in {}", error.message, error.inside);
    }
    error
}
