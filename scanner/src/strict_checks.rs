//! Checks of trees without errors: they find what a grammar made for editors accepts and the
//! language does not.

mod declarations;
mod file_structure;
mod indentation;
mod node_check;

pub(crate) use declarations::{CSHARP, JAVA};
pub(crate) use file_structure::{GO, KOTLIN, YAML};
pub(crate) use indentation::PYTHON;
pub(crate) use node_check::NodeCheck;

use crate::tree_walk::visit_nodes;
use node_check::Violation;
use std::collections::HashSet;
use tree_sitter::{Language, Node, Tree};

/// The checks of a language.
pub(crate) struct StrictChecks {
    node_check: Option<NodeCheck>,
    reserved_words: HashSet<&'static str>,
    /// The check of a node, by its kind.
    by_kind: Vec<Check>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Check {
    Nothing,
    /// The node check of the language.
    Node,
    /// An identifier must not be a reserved word.
    Identifier,
}

impl StrictChecks {
    pub fn new(
        grammar: &Language,
        node_check: Option<NodeCheck>,
        reserved_words: &'static str,
    ) -> Self {
        let is_checked = |kind: &str| node_check.is_some_and(|it| it.kinds.contains(&kind));
        let check = |id: u16| match grammar.node_kind_for_id(id).unwrap_or_default() {
            kind if is_checked(kind) => Check::Node,
            kind if !reserved_words.is_empty()
                && kind.ends_with("identifier")
                && grammar.node_kind_is_named(id) =>
            {
                Check::Identifier
            }
            _ => Check::Nothing,
        };
        let kinds = u16::try_from(grammar.node_kind_count()).unwrap_or(u16::MAX);
        let by_kind: Vec<Check> = (0..kinds).map(check).collect();
        let reserved_words = reserved_words.split_ascii_whitespace().collect();
        Self { node_check, reserved_words, by_kind }
    }

    /// The first violation in a tree without errors.
    pub fn first_violation(&self, tree: &Tree, text: &str) -> Option<Violation> {
        let mut violation = None;
        if self.by_kind.iter().all(|it| *it == Check::Nothing) {
            return violation;
        }
        visit_nodes(tree.root_node(), |node, _| {
            if violation.is_none() {
                violation = match self.by_kind.get(usize::from(node.kind_id())) {
                    Some(Check::Node) => self.node_check.and_then(|it| (it.violation)(node, text)),
                    Some(Check::Identifier) => self.reserved_word(node, text),
                    _ => None,
                };
            }
            violation.is_none()
        });
        violation
    }

    /// An identifier that is a reserved word: something before it is missing.
    fn reserved_word(&self, node: Node, text: &str) -> Option<Violation> {
        /// A word after one of these is an identifier, whatever it is.
        const NAME_MARKS: [&str; 12] =
            [".", "::", "->", "?.", "&.", "@", ":", "def", "alias", "undef", "fun", "#"];
        let word = text.get(node.byte_range()).filter(|word| self.reserved_words.contains(word))?;
        let before = text[..node.start_byte()].trim_end();
        let is_identifier = node.child_count() > 0
            || NAME_MARKS.iter().any(|mark| before.ends_with(mark))
            || text[node.end_byte()..].starts_with(':');
        let message = || format!("`{word}` is a keyword and cannot be a name here");
        (!is_identifier).then(|| (node.start_byte(), message()))
    }
}
