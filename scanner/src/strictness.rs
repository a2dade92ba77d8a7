//! What a grammar made for editors lets pass and the language does not: looks at a tree that has
//! no error in it.

use crate::tree::walk;
use std::collections::HashSet;
use tree_sitter::{Language, Node, Tree};

/// A fault of a tree: its byte, and what it is.
type Fault = (usize, String);

/// A look at nodes of some kinds.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    kinds: &'static [&'static str],
    fault: fn(node: Node, text: &str) -> Option<Fault>,
}

/// What is looked for in the trees of a language.
pub(crate) struct Strictness {
    look: Option<Look>,
    words: HashSet<&'static str>,
    /// What is to be done with a node, by its kind.
    by_kind: Vec<Task>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Pass,
    Look,
    /// It is a name: is it none of the language's own words?
    Name,
}

impl Strictness {
    pub fn new(grammar: &Language, look: Option<Look>, reserved: &'static str) -> Self {
        let looked = |kind: &str| look.is_some_and(|it| it.kinds.contains(&kind));
        let task = |id: u16| match grammar.node_kind_for_id(id).unwrap_or_default() {
            kind if looked(kind) => Task::Look,
            kind if !reserved.is_empty()
                && kind.ends_with("identifier")
                && grammar.node_kind_is_named(id) =>
            {
                Task::Name
            }
            _ => Task::Pass,
        };
        let kinds = u16::try_from(grammar.node_kind_count()).unwrap_or(u16::MAX);
        let by_kind: Vec<Task> = (0..kinds).map(task).collect();
        Self { look, words: reserved.split_ascii_whitespace().collect(), by_kind }
    }

    /// The first fault of a tree without errors.
    pub fn fault(&self, tree: &Tree, text: &str) -> Option<Fault> {
        let mut found = None;
        if self.by_kind.iter().all(|it| *it == Task::Pass) {
            return found;
        }
        walk(tree.root_node(), |node, _| {
            if found.is_none() {
                found = match self.by_kind.get(usize::from(node.kind_id())) {
                    Some(Task::Look) => self.look.and_then(|it| (it.fault)(node, text)),
                    Some(Task::Name) => self.reserved(node, text),
                    _ => None,
                };
            }
            found.is_none()
        });
        found
    }

    /// A word of the language that its grammar takes for a name: something before it is missing.
    fn reserved(&self, node: Node, text: &str) -> Option<Fault> {
        const NAMED: [&str; 12] =
            [".", "::", "->", "?.", "&.", "@", ":", "def", "alias", "undef", "fun", "#"];
        let word = text.get(node.byte_range()).filter(|word| self.words.contains(word))?;
        let before = text[..node.start_byte()].trim_end();
        let is_name = node.child_count() > 0
            || NAMED.iter().any(|mark| before.ends_with(mark))
            || text[node.end_byte()..].starts_with(':');
        (!is_name).then(|| {
            (node.start_byte(), format!("`{word}` is a word of the language and no name here"))
        })
    }
}

/// Python: blocks are not empty, and what stands in one is indented alike.
pub(crate) const PYTHON: Look = Look { kinds: &["block", "module"], fault: uneven };

/// Go: a package clause, then imports, then declarations.
pub(crate) const GO: Look = Look { kinds: &["source_file"], fault: unordered };

/// Java: declarations at the top, and statements that do something.
pub(crate) const JAVA: Look =
    Look { kinds: &["program", "expression_statement", "constructor_declaration"], fault: idle };

/// C#: methods, properties and parameters have a type and a name.
pub(crate) const CSHARP: Look = Look {
    kinds: &["identifier", "parameter", "foreach_statement", "constructor_declaration"],
    fault: untyped,
};

/// Kotlin: a file of declarations, to its end, and a line for each statement.
pub(crate) const KOTLIN: Look = Look { kinds: &["source_file", "block"], fault: loose };

/// YAML: what is referred to has a name somewhere.
pub(crate) const YAML: Look = Look { kinds: &["stream"], fault: unnamed };

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

fn unordered(root: Node, _: &str) -> Option<Fault> {
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

fn loose(node: Node, text: &str) -> Option<Fault> {
    const IDLE: [&str; 6] = [
        "navigation_expression",
        "identifier",
        "as_expression",
        "binary_expression",
        "spread_expression",
        "string_literal",
    ];
    if node.kind() == "block" {
        return crowded(node, text);
    }
    let mut cursor = node.walk();
    if let Some(idle) = node.children(&mut cursor).find(|node| IDLE.contains(&node.kind())) {
        let why = "this is no declaration: a word is missing before it";
        return Some((idle.start_byte(), why.into()));
    }
    let end =
        node.child_count().checked_sub(1).and_then(|last| node.child(u32::try_from(last).ok()?));
    let end = end.map_or(0, |last| last.end_byte());
    // Its scanner skips what follows a quote that is never closed.
    let unread = text[end..].find(|next: char| !next.is_whitespace() && next != ';')?;
    Some((end + unread, "this belongs to nothing: a quote may be missing".into()))
}

/// The first statement of a block that stands in the line of the one before it.
fn crowded(block: Node, text: &str) -> Option<Fault> {
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

fn unnamed(root: Node, text: &str) -> Option<Fault> {
    let mut anchors = HashSet::new();
    let mut aliases = Vec::new();
    walk(root, |node, _| {
        let name = || text.get(node.byte_range()).unwrap_or_default();
        match node.kind() {
            "anchor_name" => drop(anchors.insert(name())),
            "alias_name" => aliases.push((node.start_byte(), name())),
            _ => {}
        }
        true
    });
    let (at, name) = aliases.into_iter().find(|(_, name)| !anchors.contains(name))?;
    Some((at, format!("`*{name}` refers to nothing: there is no `&{name}`")))
}
