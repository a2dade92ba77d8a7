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
        walk(tree, |node, _| {
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
pub(crate) const JAVA: Look = Look { kinds: &["program", "expression_statement"], fault: idle };

/// Kotlin: a bare name at the top is no declaration.
pub(crate) const KOTLIN: Look = Look { kinds: &["source_file"], fault: bare };

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

fn idle(node: Node, _: &str) -> Option<Fault> {
    const DOING: [&str; 5] = [
        "assignment_expression",
        "update_expression",
        "method_invocation",
        "object_creation_expression",
        "switch_expression",
    ];
    if node.kind() == "program" {
        let mut cursor = node.walk();
        let odd = node.named_children(&mut cursor).find(|child| {
            let kind = child.kind();
            !child.is_extra() && (!kind.ends_with("_declaration") || kind.starts_with("local"))
        })?;
        return Some((odd.start_byte(), "a statement stands outside of a class".into()));
    }
    // What a case of a switch gives stands there like a statement.
    let expression = node
        .parent()
        .filter(|it| it.kind() != "switch_rule")
        .and_then(|_| node.named_child(0))
        .filter(|one| !DOING.contains(&one.kind()))?;
    Some((expression.start_byte(), "an expression that does nothing is no statement".into()))
}

fn bare(root: Node, _: &str) -> Option<Fault> {
    let mut cursor = root.walk();
    let bare = root
        .children(&mut cursor)
        .find(|node| matches!(node.kind(), "navigation_expression" | "identifier"))?;
    Some((bare.start_byte(), "a bare name is no declaration: a word is missing before it".into()))
}
