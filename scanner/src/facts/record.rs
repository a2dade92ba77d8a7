//! The facts of one file; the fields have the names of the JSON that the JVM reads.

use serde::Serialize;
use std::collections::BTreeMap;
use tree_sitter::Node;

/// The most exports, and the most uses, that are reported of one file.
const MAX_FACTS: usize = 4_000;

/// How many arguments a call may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Arity {
    /// The fewest.
    pub least: usize,
    /// The most; none if there is no limit.
    pub most: Option<usize>,
}

/// A name that a file offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The name, as another file would import it.
    pub name: String,
    /// How each of its definitions is called; empty if that is not known.
    pub arities: Vec<Arity>,
    /// Whether the file defines it; otherwise it imports it.
    pub defined: bool,
}

/// How a file uses another module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum UseKind {
    /// It imports the module; the name is empty.
    Module,
    /// It imports a name.
    Import,
    /// It calls a name that it imports.
    Call,
    /// It names a member of a module that it imports.
    Member,
}

/// A use of another module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The module, as the text names it, or as its language resolves it.
    pub module: String,
    /// The name of what is used.
    pub name: String,
    /// How it is used.
    pub kind: UseKind,
    /// The number of arguments of a call; none if it is no call, or if that is not known.
    pub arguments: Option<usize>,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// The facts of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// What it offers, sorted by name.
    pub exports: Vec<Export>,
    /// Whether it may offer more than `exports`.
    pub open: bool,
    /// What it uses, in order of position.
    pub uses: Vec<Use>,
    /// How many tests it holds; none if its language has no table for them.
    pub tests: Option<usize>,
    /// How many assertions it holds; none likewise.
    pub assertions: Option<usize>,
}

impl Default for FileFacts {
    /// The facts of a file about which nothing is known.
    fn default() -> Self {
        let (exports, uses) = (Vec::new(), Vec::new());
        Self { exports, open: true, uses, tests: None, assertions: None }
    }
}

impl FileFacts {
    /// Facts from what was collected.
    pub(crate) fn new(exports: Exports, mut uses: Vec<Use>) -> Self {
        uses.sort_by_key(|used| (used.line, used.column));
        uses.truncate(MAX_FACTS);
        let open = exports.open || exports.by_name.len() > MAX_FACTS;
        let exports: Vec<Export> = exports.by_name.into_values().take(MAX_FACTS).collect();
        Self { exports, open, uses, ..Self::default() }
    }
}

impl Use {
    pub(crate) fn at(text: &str, node: Node, kind: UseKind, module: &str, name: &str) -> Self {
        let start = node.start_byte();
        let before = text.get(start - node.start_position().column..start).unwrap_or_default();
        let (line, column) = (node.start_position().row + 1, before.chars().count() + 1);
        let (module, name) = (module.to_string(), name.to_string());
        Self { module, name, kind, arguments: None, line, column }
    }

    pub(crate) fn with_arguments(mut self, arguments: Option<usize>) -> Self {
        self.arguments = arguments;
        self
    }
}

/// Collects exports; a name that is defined as anything but a function has no known arity.
#[derive(Default)]
pub(crate) struct Exports {
    by_name: BTreeMap<String, Export>,
    pub open: bool,
}

impl Exports {
    /// Adds a function or class, which is called with some number of arguments; none if unknown.
    pub(crate) fn define(&mut self, name: &str, arity: Option<Arity>) {
        let export = self.by_name.get_mut(name);
        let Some(export) = export else {
            let arities = arity.into_iter().collect();
            let name = name.to_string();
            self.by_name.insert(name.clone(), Export { name, arities, defined: true });
            return;
        };
        let was_known = !export.arities.is_empty();
        export.defined = true;
        match arity {
            Some(arity) if was_known => export.arities.push(arity),
            _ => export.arities.clear(),
        }
    }

    /// Adds a name that the file imports and thereby offers.
    pub(crate) fn pass_on(&mut self, name: &str) {
        let export = || Export { name: name.to_string(), arities: Vec::new(), defined: false };
        self.by_name.entry(name.to_string()).or_insert_with(export).arities.clear();
    }

    /// How the definitions of a name are called; empty if that is not known.
    pub(crate) fn arities(&self, name: &str) -> &[Arity] {
        self.by_name.get(name).map_or(&[], |export| &export.arities)
    }
}
