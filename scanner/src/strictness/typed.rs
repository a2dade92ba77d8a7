//! Java and C#, whose members have types.

use super::{Fault, Look};
use tree_sitter::Node;

/// Java: declarations at the top, and statements that do something.
pub(crate) const JAVA: Look =
    Look { kinds: &["program", "expression_statement", "constructor_declaration"], fault: idle };

/// C#: methods, properties and parameters have a type and a name.
pub(crate) const CSHARP: Look = Look {
    kinds: &["identifier", "parameter", "foreach_statement", "constructor_declaration"],
    fault: untyped,
};

fn idle(node: Node, text: &str) -> Option<Fault> {
    const DOING: [&str; 5] = [
        "assignment_expression",
        "update_expression",
        "method_invocation",
        "object_creation_expression",
        "switch_expression",
    ];
    match node.kind() {
        "constructor_declaration" => misnamed(node, text),
        "program" => {
            let mut cursor = node.walk();
            let odd = node.named_children(&mut cursor).find(|child| {
                let kind = child.kind();
                !child.is_extra() && (!kind.ends_with("_declaration") || kind.starts_with("local"))
            })?;
            Some((odd.start_byte(), "a statement stands outside of a class".into()))
        }
        _ => {
            // What a case of a switch gives stands there like a statement.
            let expression = node
                .parent()
                .filter(|it| it.kind() != "switch_rule")
                .and_then(|_| node.named_child(0))
                .filter(|one| !DOING.contains(&one.kind()))?;
            let why = "an expression that does nothing is no statement";
            Some((expression.start_byte(), why.into()))
        }
    }
}

/// A constructor that is not called like its type: a method that does not say what it gives back.
fn misnamed(node: Node, text: &str) -> Option<Fault> {
    let name = node.child_by_field_name("name")?;
    let named = |node: Node| node.child_by_field_name("name")?.utf8_text(text.as_bytes()).ok();
    let around = named(node.parent()?.parent()?)?;
    let called = name.utf8_text(text.as_bytes()).ok()?;
    (called != around)
        .then(|| (name.start_byte(), format!("`{called}` does not say which type it gives back")))
}

fn untyped(node: Node, text: &str) -> Option<Fault> {
    let has_no_type = node.child_by_field_name("type").is_none();
    match node.kind() {
        "constructor_declaration" => misnamed(node, text),
        "identifier" => node
            .byte_range()
            .is_empty()
            .then(|| (node.start_byte(), "a name or a type is missing here".into())),
        "parameter" if has_no_type => {
            let list = node.parent().and_then(|list| list.parent())?;
            let in_lambda =
                list.kind().starts_with("lambda") || list.kind().starts_with("anonymous");
            (!in_lambda).then(|| (node.start_byte(), "the type of a parameter is missing".into()))
        }
        "foreach_statement" if has_no_type => {
            let left =
                node.child_by_field_name("left").filter(|left| left.kind() == "identifier")?;
            Some((left.start_byte(), "the type of a variable is missing".into()))
        }
        _ => None,
    }
}
