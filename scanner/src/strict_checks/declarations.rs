//! The declarations and statements of Java and C#.

use super::node_check::{NodeCheck, Violation};
use tree_sitter::Node;

/// Java: declarations at the top level, and statements that have an effect.
pub(crate) const JAVA: NodeCheck = NodeCheck {
    kinds: &["program", "expression_statement", "constructor_declaration"],
    violation: java_violation,
};

/// C#: methods, properties and parameters have a type and a name.
pub(crate) const CSHARP: NodeCheck = NodeCheck {
    kinds: &["identifier", "parameter", "foreach_statement", "constructor_declaration"],
    violation: csharp_violation,
};

fn java_violation(node: Node, text: &str) -> Option<Violation> {
    const STATEMENT_EXPRESSIONS: [&str; 5] = [
        "assignment_expression",
        "update_expression",
        "method_invocation",
        "object_creation_expression",
        "switch_expression",
    ];
    match node.kind() {
        "constructor_declaration" => constructor_violation(node, text),
        "program" => {
            let mut cursor = node.walk();
            let misplaced = node.named_children(&mut cursor).find(|child| {
                let kind = child.kind();
                !child.is_extra() && (!kind.ends_with("_declaration") || kind.starts_with("local"))
            })?;
            Some((misplaced.start_byte(), "statement outside of a class".into()))
        }
        _ => {
            // The value of a switch rule looks like a statement.
            let expression = node
                .parent()
                .filter(|it| it.kind() != "switch_rule")
                .and_then(|_| node.named_child(0))
                .filter(|it| !STATEMENT_EXPRESSIONS.contains(&it.kind()))?;
            let message = "this expression has no effect and is not a statement";
            Some((expression.start_byte(), message.into()))
        }
    }
}

/// A constructor whose name is not that of its type: a method without a return type.
fn constructor_violation(node: Node, text: &str) -> Option<Violation> {
    let name = node.child_by_field_name("name")?;
    let name_of = |node: Node| node.child_by_field_name("name")?.utf8_text(text.as_bytes()).ok();
    let type_name = name_of(node.parent()?.parent()?)?;
    let method_name = name.utf8_text(text.as_bytes()).ok()?;
    (method_name != type_name)
        .then(|| (name.start_byte(), format!("the return type of `{method_name}` is missing")))
}

fn csharp_violation(node: Node, text: &str) -> Option<Violation> {
    let has_no_type = node.child_by_field_name("type").is_none();
    match node.kind() {
        "constructor_declaration" => constructor_violation(node, text),
        "identifier" => node
            .byte_range()
            .is_empty()
            .then(|| (node.start_byte(), "a name or a type is missing here".into())),
        "parameter" if has_no_type => {
            let list = node.parent().and_then(|list| list.parent())?;
            let in_lambda =
                list.kind().starts_with("lambda") || list.kind().starts_with("anonymous");
            (!in_lambda)
                .then(|| (node.start_byte(), "the type of this parameter is missing".into()))
        }
        "foreach_statement" if has_no_type => {
            let left =
                node.child_by_field_name("left").filter(|left| left.kind() == "identifier")?;
            Some((left.start_byte(), "the type of this variable is missing".into()))
        }
        _ => None,
    }
}
