//! A text read by its grammar.

use crate::languages::Language;
use crate::limits::{admit, admit_shape, Deadline, Refusal};
use tree_sitter::{Node, ParseOptions, Parser, Tree, TreeCursor};

/// Reads a text; what is broken in it stands in the tree as errors.
pub(crate) fn parse(language: &Language, text: &str, deadline: Deadline) -> Result<Tree, Refusal> {
    admit(text)?;
    admit_shape(text)?;
    if let Some(admit) = language.admit {
        admit(text)?;
    }
    let mut parser = Parser::new();
    parser.set_language(&language.grammar()).map_err(|_| Refusal::TooSlow)?;
    let mut flow = |_: &_| deadline.flow();
    let options = ParseOptions::new().progress_callback(&mut flow);
    let bytes = text.as_bytes();
    parser
        .parse_with_options(&mut |at, _| &bytes[at.min(bytes.len())..], None, Some(options))
        .ok_or(Refusal::TooSlow)
}

/// Walks a tree from left to right without recursion, however deep it is. `visit` is given a node
/// and its depth, and says whether to go below it.
pub(crate) fn walk<'t>(tree: &'t Tree, mut visit: impl FnMut(Node<'t>, usize) -> bool) {
    let mut cursor: TreeCursor<'t> = tree.walk();
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
