//! Visits the nodes of a tree, each with the nodes around it.

use crate::tree_walk::visit_nodes;
use tree_sitter::{Node, Tree};

/// Visits all nodes in document order. `visit` takes a node and those around it, outermost first.
pub(crate) fn visit_with_path<'t>(tree: &'t Tree, mut visit: impl FnMut(Node<'t>, &[Node<'t>])) {
    let mut path: Vec<Node<'t>> = Vec::new();
    visit_nodes(tree.root_node(), |node, depth| {
        path.truncate(depth);
        visit(node, &path);
        path.push(node);
        true
    });
}

/// So many of the nodes around a node are asked whether they expect that it fails.
const MAX_GUARDS: usize = 40;

/// The longest text that is searched for a guard: a longer one counts as guarding.
const MAX_GUARD_BYTES: usize = 2_000;

/// The innermost nodes of a path.
pub(crate) fn innermost<'p, 't>(path: &'p [Node<'t>]) -> impl Iterator<Item = &'p Node<'t>> {
    path.iter().rev().take(MAX_GUARDS)
}

/// Whether a text contains one of these words, or is too long to be searched for each use.
pub(crate) fn mentions(text: &str, words: &[&str]) -> bool {
    text.len() > MAX_GUARD_BYTES || words.iter().any(|word| text.contains(word))
}

/// The text of a node.
pub(crate) fn text_of<'s>(node: Node, text: &'s str) -> &'s str {
    text.get(node.byte_range()).unwrap_or_default()
}

/// The text of a field of a node; empty if it has none.
pub(crate) fn field_text<'s>(node: Node, field: &str, text: &'s str) -> &'s str {
    node.child_by_field_name(field).map_or("", |child| text_of(child, text))
}

/// The named children of a node that are no comments.
pub(crate) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    let all: Vec<Node> = node.named_children(&mut cursor).collect();
    all.into_iter().filter(|child| !child.kind().contains("comment")).collect()
}

/// The children of a node in a field.
pub(crate) fn children_in<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).filter(Node::is_named).collect()
}

/// Whether a node is in a field of its parent.
pub(crate) fn is_field(parent: Node, field: &str, node: Node) -> bool {
    parent.child_by_field_name(field).is_some_and(|child| child.id() == node.id())
}

/// Calls `found` with each node of one of these kinds in and below a node.
pub(crate) fn each_of_kind<'t>(node: Node<'t>, kinds: &[&str], mut found: impl FnMut(Node<'t>)) {
    visit_nodes(node, |each, _| {
        if kinds.contains(&each.kind()) {
            found(each);
        }
        true
    });
}
