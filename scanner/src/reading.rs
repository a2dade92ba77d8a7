//! One look at a text: what is wrong with it, what it declares, what it imports.

use crate::language::Language;
use crate::limits::{Deadline, Refusal};
use crate::outline::{Import, Name, Outline};
use crate::problem::Problem;
use crate::stack::deep;
use crate::syntax::problems;
use serde::Serialize;
use std::cell::OnceCell;
use tree_sitter::Tree;

/// What a text says about itself; its names are those of the JSON that the JVM reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The language it was read in; empty: none that is known here.
    pub language: &'static str,
    /// What is wrong with it, in order of position; empty: nothing was found.
    pub problems: Vec<Problem>,
    /// The names it offers to others.
    pub declared: Vec<Name>,
    /// What it takes from others.
    pub imported: Vec<Import>,
}

/// Reads a text; its path tells the language.
///
/// # Errors
/// Where it is too long or too intricate, or the deadline came first.
pub fn check(path: &str, text: &str, deadline: Deadline) -> Result<Reading, Refusal> {
    let Some(language) = Language::of(path) else { return Ok(Reading::default()) };
    language.admit(text)?;
    deep(text.len(), || read(language, path, text, deadline))
}

/// Tells what is wrong with a text alone, which is quicker: its path tells the language.
///
/// # Errors
/// As for [`check`].
pub fn faults(path: &str, text: &str, deadline: Deadline) -> Result<Vec<Problem>, Refusal> {
    let Some(language) = Language::of(path) else { return Ok(Vec::new()) };
    if language.name == "markdown" {
        return check(path, text, deadline).map(|reading| reading.problems);
    }
    language.admit(text)?;
    deep(text.len(), || {
        let tree = OnceCell::new();
        own(language, path, text, deadline, || {
            let made = language.parse(text, deadline)?;
            Ok(tree.get_or_init(|| made))
        })
    })
}

/// The problems of the text itself, not of what is fenced in it; where it has a preprocessor, of
/// what is left of it once that has run.
fn own<'t>(
    language: &Language,
    path: &str,
    text: &str,
    deadline: Deadline,
    tree: impl FnOnce() -> Result<&'t Tree, Refusal>,
) -> Result<Vec<Problem>, Refusal> {
    if language.template.is_some_and(|is_one| is_one(text)) {
        return Ok(Vec::new());
    }
    let Some(branches) = language.branches else { return problems(language, path, text, tree) };
    let branches = branches(text);
    if let Some((_, fault)) = branches.iter().find_map(|branch| branch.fault.clone()) {
        return Ok(vec![fault]);
    }
    let tree = tree()?;
    if !tree.root_node().has_error() {
        return problems(language, path, text, || Ok(tree));
    }
    for branch in branches {
        let tree = language.parse(&branch.text, deadline)?;
        let problems = problems(language, path, text, || Ok(&tree))?;
        if !problems.is_empty() {
            return Ok(problems);
        }
    }
    Ok(Vec::new())
}

fn read(
    language: &'static Language,
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<Reading, Refusal> {
    let tree = language.parse(text, deadline)?;
    let mut problems = own(language, path, text, deadline, || Ok(&tree))?;
    let outline = Outline::of(language, text, &tree, deadline);
    for (named, from, to) in &outline.fences {
        problems.extend(fenced(named, text, *from, *to, deadline)?);
    }
    let Outline { declared, imported, .. } = outline;
    // Errors that are let pass: nobody must take the text for sound.
    let passes = language.doubted && !language.brackets && language.reader.is_none()
        || language.template.is_some_and(|is_one| is_one(text));
    let unread = passes && problems.is_empty() && tree.root_node().has_error();
    let language = if unread { "" } else { language.name };
    Ok(Reading { language, problems, declared, imported })
}

/// The problems of a fence, at their place in the whole text.
fn fenced(
    named: &str,
    text: &str,
    from: usize,
    to: usize,
    deadline: Deadline,
) -> Result<Vec<Problem>, Refusal> {
    let name = named.to_lowercase();
    let Some(language) = Language::named(&name).filter(|it| it.name != "markdown") else {
        return Ok(Vec::new());
    };
    let code = text.get(from..to).unwrap_or_default();
    // Who shows a part of something leaves the rest out.
    if code.contains("...") || code.contains('…') {
        return Ok(Vec::new());
    }
    language.admit(code)?;
    let tree = language.parse(code, deadline)?;
    let above = text[..from].matches('\n').count();
    let mut problems = own(language, "", code, deadline, || Ok(&tree))?;
    for one in &mut problems {
        one.line += above;
        one.message = format!("in the fence of {}: {}", language.name, one.message);
    }
    Ok(problems)
}
