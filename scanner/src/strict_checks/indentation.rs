//! The indentation of Python.

use super::node_check::{NodeCheck, Violation};
use tree_sitter::Node;

/// Python: blocks are not empty, and their statements have the same indentation.
pub(crate) const PYTHON: NodeCheck =
    NodeCheck { kinds: &["block", "module"], violation: indentation_violation };

/// The first statement that is indented differently from those before it, or an empty block.
fn indentation_violation(block: Node, text: &str) -> Option<Violation> {
    let in_module = block.kind() == "module";
    let mut expected: Option<&str> = in_module.then_some("");
    let mut is_empty = true;
    let mut cursor = block.walk();
    for child in block.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        is_empty = false;
        let at = child.start_byte();
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = &text[line_start..at];
        if !indent.bytes().all(|byte| byte == b' ' || byte == b'\t') {
            continue;
        }
        match expected {
            Some(expected) if columns(expected) != columns(indent) => {
                let (actual, expected) = (columns(indent), columns(expected));
                let message =
                    format!("indented by {actual} columns; this block is indented by {expected}");
                return Some((at, message));
            }
            _ => expected = Some(indent),
        }
    }
    (is_empty && !in_module).then(|| (block.start_byte(), "an indented block is missing".into()))
}

/// The width of an indentation; a tab goes to the next multiple of 8.
fn columns(indent: &str) -> usize {
    indent
        .bytes()
        .fold(0, |columns, byte| if byte == b'\t' { columns / 8 * 8 + 8 } else { columns + 1 })
}
