//! What a grammar made for editors lets pass and the language does not: looks at a tree that has
//! no error in it.

use crate::tree::walk;
use std::collections::HashSet;
use tree_sitter::{Node, Tree};

/// Tells the byte of the first fault of a tree, and what it is.
pub(crate) type Strictness = fn(tree: &Tree, text: &str) -> Option<(usize, String)>;

/// The first node that a look objects to.
fn first(
    tree: &Tree,
    mut look: impl FnMut(Node) -> Option<(usize, String)>,
) -> Option<(usize, String)> {
    let mut found = None;
    walk(tree, |node, _| {
        if found.is_none() {
            found = look(node);
        }
        found.is_none()
    });
    found
}

/// Python: blocks are not empty, and what stands in one is indented alike.
pub(crate) fn python(tree: &Tree, text: &str) -> Option<(usize, String)> {
    first(tree, |node| match node.kind() {
        "block" | "module" => uneven(node, text),
        "dotted_name" | "identifier" => None,
        _ => bodiless(node),
    })
}

/// A compound statement whose body has no statement.
fn bodiless(node: Node) -> Option<(usize, String)> {
    let body = ["body", "consequence"].iter().find_map(|name| node.child_by_field_name(name))?;
    let empty = body.kind() == "block" && !has_statement(body);
    empty.then(|| (body.start_byte(), "an indented block is missing".to_string()))
}

fn has_statement(block: Node) -> bool {
    let mut cursor = block.walk();
    let any = block.named_children(&mut cursor).any(|child| !child.is_extra());
    any
}

/// The first statement that is not indented as those before it.
fn uneven(block: Node, text: &str) -> Option<(usize, String)> {
    let mut expected: Option<&str> = (block.kind() == "module").then_some("");
    let mut cursor = block.walk();
    for child in block.named_children(&mut cursor).filter(|child| !child.is_extra()) {
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
    None
}

fn width(indent: &str) -> usize {
    indent.bytes().fold(0, |width, byte| if byte == b'\t' { width / 8 * 8 + 8 } else { width + 1 })
}

/// Go: a package clause, then imports, then declarations.
pub(crate) fn go(tree: &Tree, _: &str) -> Option<(usize, String)> {
    let root = tree.root_node();
    let mut cursor = root.walk();
    let mut stage = 0;
    for child in root.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let (from, to) = match child.kind() {
            "package_clause" => (0, 1),
            "import_declaration" => (1, 1),
            kind if kind.ends_with("_declaration") => (1, 2),
            _ => {
                return Some((
                    child.start_byte(),
                    "a statement stands outside of a function".into(),
                ))
            }
        };
        if stage < from {
            return Some((
                child.start_byte(),
                "`package` is missing before the first declaration".into(),
            ));
        }
        if stage > to || (child.kind() == "package_clause" && stage > 0) {
            return Some((
                child.start_byte(),
                "imports stand before all other declarations".into(),
            ));
        }
        stage = to;
    }
    (stage == 0).then(|| (0, "`package` is missing at the top of the file".into()))
}

/// Java: declarations at the top, and statements that do something.
pub(crate) fn java(tree: &Tree, text: &str) -> Option<(usize, String)> {
    const DOING: [&str; 5] = [
        "assignment_expression",
        "update_expression",
        "method_invocation",
        "object_creation_expression",
        "switch_expression",
    ];
    first(tree, |node| match node.kind() {
        "program" => {
            let mut cursor = node.walk();
            let odd = node.named_children(&mut cursor).find(|child| {
                let kind = child.kind();
                !child.is_extra() && (!kind.ends_with("_declaration") || kind.starts_with("local"))
            });
            odd.map(|child| (child.start_byte(), "a statement stands outside of a class".into()))
        }
        // What a case of a switch gives stands there like a statement.
        "expression_statement" if node.parent().is_some_and(|it| it.kind() != "switch_rule") => {
            let expression = node.named_child(0).filter(|one| !DOING.contains(&one.kind()))?;
            Some((
                expression.start_byte(),
                "an expression that does nothing is no statement".into(),
            ))
        }
        _ => misnamed(node, text),
    })
}

/// A constructor that is not called like its type: a method that does not say what it gives back.
fn misnamed(node: Node, text: &str) -> Option<(usize, String)> {
    let name =
        node.child_by_field_name("name").filter(|_| node.kind() == "constructor_declaration");
    let named = |node: Node| node.child_by_field_name("name")?.utf8_text(text.as_bytes()).ok();
    let (name, around) = (name?, named(node.parent()?.parent()?)?);
    let called = name.utf8_text(text.as_bytes()).ok()?;
    (called != around)
        .then(|| (name.start_byte(), format!("`{called}` does not say which type it gives back")))
}

/// C#: methods, properties and parameters have a type and a name.
pub(crate) fn csharp(tree: &Tree, text: &str) -> Option<(usize, String)> {
    let untyped = |node: Node| node.child_by_field_name("type").is_none();
    first(tree, |node| match node.kind() {
        "identifier" if node.byte_range().is_empty() => {
            Some((node.start_byte(), "a name or a type is missing here".into()))
        }
        "parameter" if untyped(node) => {
            let list = node.parent().and_then(|list| list.parent())?;
            let in_lambda =
                list.kind().starts_with("lambda") || list.kind().starts_with("anonymous");
            (!in_lambda).then(|| (node.start_byte(), "the type of a parameter is missing".into()))
        }
        "foreach_statement" if untyped(node) => {
            let left =
                node.child_by_field_name("left").filter(|left| left.kind() == "identifier")?;
            Some((left.start_byte(), "the type of a variable is missing".into()))
        }
        _ => misnamed(node, text),
    })
}

/// Kotlin: a file of declarations, to its end, and a line for each statement.
pub(crate) fn kotlin(tree: &Tree, text: &str) -> Option<(usize, String)> {
    const IDLE: [&str; 6] = [
        "navigation_expression",
        "identifier",
        "as_expression",
        "binary_expression",
        "spread_expression",
        "string_literal",
    ];
    let root = tree.root_node();
    let mut cursor = root.walk();
    if let Some(idle) = root.children(&mut cursor).find(|node| IDLE.contains(&node.kind())) {
        let why = "this is no declaration: a word is missing before it";
        return Some((idle.start_byte(), why.into()));
    }
    let end =
        root.child_count().checked_sub(1).and_then(|last| root.child(u32::try_from(last).ok()?));
    let end = end.map_or(0, |last| last.end_byte());
    // Its scanner skips what follows a quote that is never closed.
    let unread = text[end..].find(|next: char| !next.is_whitespace() && next != ';');
    if let Some(unread) = unread {
        return Some((end + unread, "this belongs to nothing: a quote may be missing".into()));
    }
    first(tree, |node| (node.kind() == "block").then(|| crowded(node, text)).flatten())
}

/// The first statement of a block that stands in the line of the one before it.
fn crowded(block: Node, text: &str) -> Option<(usize, String)> {
    let mut cursor = block.walk();
    let mut end = None;
    for child in block.named_children(&mut cursor).filter(|child| !child.is_extra()) {
        let between = end.and_then(|end: usize| text.get(end..child.start_byte()));
        if between.is_some_and(|it| !it.contains(['\n', ';'])) {
            return Some((child.start_byte(), "each statement stands in a line of its own".into()));
        }
        end = Some(child.end_byte());
    }
    None
}

/// Words of a language that name nothing: where a grammar takes one for a name, something before
/// it is missing.
pub(crate) fn reserved(words: &str, tree: &Tree, text: &str) -> Option<(usize, String)> {
    let words: HashSet<&str> = words.split_ascii_whitespace().collect();
    first(tree, |node| {
        let word = text.get(node.byte_range()).filter(|word| words.contains(word))?;
        if node.child_count() > 0 || !node.is_named() || !node.kind().ends_with("identifier") {
            return None;
        }
        let before = text[..node.start_byte()].trim_end();
        let named = [".", "::", "->", "?.", "&.", "@", ":", "def", "alias", "undef", "fun", "#"];
        let is_name = named.iter().any(|mark| before.ends_with(mark))
            || text[node.end_byte()..].starts_with(':');
        (!is_name).then(|| {
            (node.start_byte(), format!("`{word}` is a word of the language and no name here"))
        })
    })
}

/// YAML: what is referred to has a name somewhere.
pub(crate) fn yaml(tree: &Tree, text: &str) -> Option<(usize, String)> {
    let mut anchors = HashSet::new();
    walk(tree, |node, _| {
        if node.kind() == "anchor_name" {
            anchors.insert(text.get(node.byte_range()).unwrap_or_default());
        }
        true
    });
    first(tree, |node| {
        let name = text.get(node.byte_range()).filter(|_| node.kind() == "alias_name")?;
        let why = || format!("`*{name}` refers to nothing: there is no `&{name}`");
        (!anchors.contains(name)).then(|| (node.start_byte(), why()))
    })
}
