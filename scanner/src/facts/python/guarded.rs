//! Whether code expects that an import or a call fails.

use super::Module;
use crate::facts::syntax_path::{children, field_text, innermost, mentions, text_of};
use tree_sitter::Node;

/// What a handler, a condition or a context contains if it expects that a use fails.
const GUARDS: [&str; 16] = [
    "ImportError",
    "ModuleNotFoundError",
    "AttributeError",
    "NameError",
    "TypeError",
    "Exception",
    "TYPE_CHECKING",
    "version_info",
    "platform",
    "os.name",
    "hasattr",
    "find_spec",
    "raises",
    "Raises",
    "suppress",
    "PY",
];

impl Module<'_> {
    /// Whether the code around a node expects that it may fail.
    pub(super) fn is_guarded(&self, path: &[Node]) -> bool {
        innermost(path).any(|node| match node.kind() {
            "try_statement" => children(*node).iter().any(|child| {
                let is_handler = matches!(child.kind(), "except_clause" | "except_group_clause");
                is_handler && self.handles_failure(*child)
            }),
            "if_statement" | "elif_clause" => {
                Self::has_guard(field_text(*node, "condition", self.text))
            }
            "conditional_expression" | "boolean_operator" => {
                Self::has_guard(text_of(*node, self.text))
            }
            "with_statement" => children(*node).iter().any(|child| {
                child.kind() == "with_clause" && Self::has_guard(text_of(*child, self.text))
            }),
            "call" => Self::has_guard(field_text(*node, "function", self.text)),
            _ => false,
        })
    }

    fn handles_failure(&self, handler: Node) -> bool {
        let head = text_of(handler, self.text).split(':').next().unwrap_or_default();
        head.trim() == "except" || Self::has_guard(head)
    }

    fn has_guard(text: &str) -> bool {
        mentions(text, &GUARDS)
    }
}
