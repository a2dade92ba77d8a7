//! Go, Kotlin and YAML, where it matters what stands where in a file.

use super::{Fault, Look};
use crate::tree::walk;
use std::collections::HashSet;
use tree_sitter::Node;

/// Go: a package clause, then imports, then declarations.
pub(crate) const GO: Look = Look { kinds: &["source_file"], fault: unordered };

/// Kotlin: a file of declarations, to its end, and a line for each statement.
pub(crate) const KOTLIN: Look = Look { kinds: &["source_file", "block"], fault: loose };

/// YAML: what is referred to has a name somewhere.
pub(crate) const YAML: Look = Look { kinds: &["stream"], fault: unnamed };

fn unordered(root: Node, _: &str) -> Option<Fault> {
    let mut cursor = root.walk();
    let mut stage = 0;
    for child in root.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let (from, to) = match child.kind() {
            "package_clause" => (0, 1),
            "import_declaration" => (1, 1),
            kind if kind.ends_with("_declaration") => (1, 2),
            _ => {
                return Some((
                    child.start_byte(),
                    "a statement stands outside of a function".into(),
                ))
            }
        };
        if stage < from {
            return Some((
                child.start_byte(),
                "`package` is missing before the first declaration".into(),
            ));
        }
        if stage > to || (child.kind() == "package_clause" && stage > 0) {
            return Some((
                child.start_byte(),
                "imports stand before all other declarations".into(),
            ));
        }
        stage = to;
    }
    (stage == 0).then(|| (0, "`package` is missing at the top of the file".into()))
}

fn loose(node: Node, text: &str) -> Option<Fault> {
    const IDLE: [&str; 6] = [
        "navigation_expression",
        "identifier",
        "as_expression",
        "binary_expression",
        "spread_expression",
        "string_literal",
    ];
    if node.kind() == "block" {
        return crowded(node, text);
    }
    let mut cursor = node.walk();
    if let Some(idle) = node.children(&mut cursor).find(|node| IDLE.contains(&node.kind())) {
        let why = "this is no declaration: a word is missing before it";
        return Some((idle.start_byte(), why.into()));
    }
    let end =
        node.child_count().checked_sub(1).and_then(|last| node.child(u32::try_from(last).ok()?));
    let end = end.map_or(0, |last| last.end_byte());
    // Its scanner skips what follows a quote that is never closed.
    let unread = text[end..].find(|next: char| !next.is_whitespace() && next != ';')?;
    Some((end + unread, "this belongs to nothing: a quote may be missing".into()))
}

/// The first statement of a block that stands in the line of the one before it.
fn crowded(block: Node, text: &str) -> Option<Fault> {
    let mut cursor = block.walk();
    let mut end = None;
    for child in block.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let between = end.and_then(|end: usize| text.get(end..child.start_byte()));
        if between.is_some_and(|it| !it.contains(['\n', ';'])) {
            return Some((child.start_byte(), "each statement stands in a line of its own".into()));
        }
        end = Some(child.end_byte());
    }
    None
}

fn unnamed(root: Node, text: &str) -> Option<Fault> {
    let mut anchors = HashSet::new();
    let mut aliases = Vec::new();
    walk(root, |node, _| {
        let name = || text.get(node.byte_range()).unwrap_or_default();
        match node.kind() {
            "anchor_name" => drop(anchors.insert(name())),
            "alias_name" => aliases.push((node.start_byte(), name())),
            _ => {}
        }
        true
    });
    let (at, name) = aliases.into_iter().find(|(_, name)| !anchors.contains(name))?;
    Some((at, format!("`*{name}` refers to nothing: there is no `&{name}`")))
}
