//! What a grammar made for editors lets pass and the language does not: looks at a tree that has
//! no error in it.

mod files;
mod python;
mod typed;

pub(crate) use files::{GO, KOTLIN, YAML};
pub(crate) use python::PYTHON;
pub(crate) use typed::{CSHARP, JAVA};

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
