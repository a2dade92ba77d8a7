//! Python, where blank space is syntax.

use super::{Fault, Look};
use tree_sitter::Node;

/// Python: blocks are not empty, and what stands in one is indented alike.
pub(crate) const PYTHON: Look = Look { kinds: &["block", "module"], fault: uneven };

/// The first statement of a block that is not indented as those before it, or that there is none.
fn uneven(block: Node, text: &str) -> Option<Fault> {
    let in_module = block.kind() == "module";
    let mut expected: Option<&str> = in_module.then_some("");
    let mut statements = 0;
    let mut cursor = block.walk();
    for child in block.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        statements += 1;
        let at = child.start_byte();
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = &text[line..at];
        if !indent.bytes().all(|byte| byte == b' ' || byte == b'\t') {
            continue;
        }
        match expected {
            Some(before) if width(before) != width(indent) => {
                let (is, should) = (width(indent), width(before));
                return Some((
                    at,
                    format!("indented by {is}, not by {should} as what is around it"),
                ));
            }
            _ => expected = Some(indent),
        }
    }
    (statements == 0 && !in_module)
        .then(|| (block.start_byte(), "an indented block is missing".to_string()))
}

fn width(indent: &str) -> usize {
    indent.bytes().fold(0, |width, byte| if byte == b'\t' { width / 8 * 8 + 8 } else { width + 1 })
}
