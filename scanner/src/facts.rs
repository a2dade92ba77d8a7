//! What one file offers to others and takes from them: its exports with their numbers of arguments,
//! its uses of other modules, and how many tests and assertions it holds.
//!
//! A fact is only recorded if it is sure: what a program computes at run time makes the exports
//! open, and a name that is bound twice is not followed.

mod bindings;
mod go;
mod java;
mod javascript;
mod python;
mod record;
mod rust_module;
mod syntax_path;
mod test_names;

pub use record::{Arity, Export, FileFacts, Use, UseKind};

use crate::language::Language;
use tree_sitter::Tree;

/// The facts of a text that has no syntax errors; open and empty for a language without them.
pub(crate) fn facts_of(language: &Language, path: &str, text: &str, tree: &Tree) -> FileFacts {
    let mut facts = match language.name {
        "javascript" => javascript::facts(text, tree, false),
        "typescript" | "tsx" => javascript::facts(text, tree, true),
        "python" => python::facts(text, tree),
        "go" => go::facts(text, tree),
        "java" => java::facts(text, tree),
        "rust" => rust_module::facts(text, tree),
        _ => FileFacts::default(),
    };
    // In a file of types, all is exported without being marked.
    facts.open |= path.ends_with(".d.ts");
    test_names::count(language.name, text, tree, &mut facts);
    facts
}
