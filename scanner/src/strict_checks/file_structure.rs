//! The structure of files of Go, Kotlin and YAML.

use super::node_check::{NodeCheck, Violation};
use crate::tree_walk::visit_nodes;
use std::collections::HashSet;
use tree_sitter::Node;

/// Go: a package clause, then imports, then declarations.
pub(crate) const GO: NodeCheck = NodeCheck { kinds: &["source_file"], violation: go_violation };

/// Kotlin: declarations up to the end of the file, and each statement on a line of its own.
pub(crate) const KOTLIN: NodeCheck =
    NodeCheck { kinds: &["source_file", "block"], violation: kotlin_violation };

/// YAML: each alias has an anchor.
pub(crate) const YAML: NodeCheck = NodeCheck { kinds: &["stream"], violation: undefined_alias };

fn go_violation(root: Node, _: &str) -> Option<Violation> {
    let mut cursor = root.walk();
    let mut stage = 0;
    for child in root.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let (min_stage, next_stage) = match child.kind() {
            "package_clause" => (0, 1),
            "import_declaration" => (1, 1),
            kind if kind.ends_with("_declaration") => (1, 2),
            _ => return Some((child.start_byte(), "statement outside of a function".into())),
        };
        if stage < min_stage {
            let message = "`package` is missing before the first declaration";
            return Some((child.start_byte(), message.into()));
        }
        if stage > next_stage || (child.kind() == "package_clause" && stage > 0) {
            let message = "imports must come before all other declarations";
            return Some((child.start_byte(), message.into()));
        }
        stage = next_stage;
    }
    (stage == 0).then(|| (0, "`package` is missing at the top of the file".into()))
}

fn kotlin_violation(node: Node, text: &str) -> Option<Violation> {
    const EXPRESSIONS: [&str; 6] = [
        "navigation_expression",
        "identifier",
        "as_expression",
        "binary_expression",
        "spread_expression",
        "string_literal",
    ];
    if node.kind() == "block" {
        return shared_line(node, text);
    }
    let mut cursor = node.walk();
    let mut children = node.children(&mut cursor);
    if let Some(expression) = children.find(|child| EXPRESSIONS.contains(&child.kind())) {
        let message = "not a declaration: a keyword is missing before this";
        return Some((expression.start_byte(), message.into()));
    }
    let end =
        node.child_count().checked_sub(1).and_then(|last| node.child(u32::try_from(last).ok()?));
    let end = end.map_or(0, |last| last.end_byte());
    // The grammar's scanner skips the text after a quote that is never closed.
    let skipped = text[end..].find(|c: char| !c.is_whitespace() && c != ';')?;
    Some((end + skipped, "this text cannot be parsed: a quote may be missing".into()))
}

/// The first statement of a block that is on the same line as the one before it.
fn shared_line(block: Node, text: &str) -> Option<Violation> {
    let mut cursor = block.walk();
    let mut end = None;
    for child in block.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let between = end.and_then(|end: usize| text.get(end..child.start_byte()));
        if between.is_some_and(|it| !it.contains(['\n', ';'])) {
            let message = "each statement must be on a line of its own";
            return Some((child.start_byte(), message.into()));
        }
        end = Some(child.end_byte());
    }
    None
}

fn undefined_alias(root: Node, text: &str) -> Option<Violation> {
    let mut anchors = HashSet::new();
    let mut aliases = Vec::new();
    visit_nodes(root, |node, _| {
        let name = || text.get(node.byte_range()).unwrap_or_default();
        match node.kind() {
            "anchor_name" => drop(anchors.insert(name())),
            "alias_name" => aliases.push((node.start_byte(), name())),
            _ => {}
        }
        true
    });
    let (at, name) = aliases.into_iter().find(|(_, name)| !anchors.contains(name))?;
    Some((at, format!("undefined alias `*{name}`: `&{name}` is missing")))
}
