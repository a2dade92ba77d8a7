//! A check of the nodes of a tree.

use tree_sitter::Node;

/// What is wrong in a tree: its byte, and the message.
pub(super) type Violation = (usize, String);

/// A check of the nodes of some kinds.
#[derive(Clone, Copy)]
pub(crate) struct NodeCheck {
    pub(super) kinds: &'static [&'static str],
    pub(super) violation: fn(node: Node, text: &str) -> Option<Violation>,
}
