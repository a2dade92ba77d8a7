//! Traversal of syntax trees.

use tree_sitter::{Node, TreeCursor};

/// Visits a node and its descendants in document order, without recursion. `visit` takes a node and
/// its depth, and returns whether to visit the node's children.
pub(crate) fn visit_nodes<'t>(root: Node<'t>, mut visit: impl FnMut(Node<'t>, usize) -> bool) {
    let mut cursor: TreeCursor<'t> = root.walk();
    let mut depth = 0;
    loop {
        if visit(cursor.node(), depth) && cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
            depth -= 1;
        }
    }
}

/// The first token of a node.
pub(crate) fn first_leaf(node: Node) -> Node {
    let mut leaf = node;
    while let Some(child) = leaf.child(0) {
        leaf = child;
    }
    leaf
}
