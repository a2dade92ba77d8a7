//! One look at a text: what is wrong with it, what it declares, what it imports.

use crate::languages::Language;
use crate::limits::{admit, Deadline, Refusal};
use crate::outline::{Name, Outline};
use crate::problem::Problem;
use crate::stack::deep;
use crate::syntax::problems;
use crate::tree::parse;
use serde::Serialize;
use tree_sitter::Tree;

/// What a text says about itself; its names are those of the JSON that the JVM reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The language it was read in; empty: none that is known here, or it could not be judged.
    pub language: &'static str,
    /// What is wrong with it, in order of position; empty: nothing was found.
    pub problems: Vec<Problem>,
    /// The names it offers to others.
    pub declared: Vec<Name>,
    /// What it takes from others.
    pub imported: Vec<Name>,
}

/// Reads a text; its path tells the language.
///
/// # Errors
/// Where it is too long, or the deadline came first.
pub fn check(path: &str, text: &str, deadline: Deadline) -> Result<Reading, Refusal> {
    let Some(language) = Language::of(path) else { return Ok(Reading::default()) };
    admit(text)?;
    deep(text.len(), || read(language, path, text, deadline))
}

fn read(
    language: &'static Language,
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<Reading, Refusal> {
    let tree = parse(language, text, deadline)?;
    let mut problems = preprocessed(language, path, text, &tree, deadline)?;
    if language.name == "html" && is_template(text) {
        problems.clear();
    }
    let outline = Outline::of(language, text, &tree, deadline);
    for (named, from, to) in &outline.fences {
        problems.extend(fenced(named, text, *from, *to, deadline)?);
    }
    let Outline { declared, imported, .. } = outline;
    // Errors that are let pass: nobody must take the text for sound.
    let passed = language.doubted && !language.brackets && language.reader.is_none();
    let unread = passed && tree.root_node().has_error();
    let language = if unread { "" } else { language.name };
    Ok(Reading { language, problems, declared, imported })
}

/// The problems of a text, or of what is left of it once its preprocessor has run.
fn preprocessed(
    language: &'static Language,
    path: &str,
    text: &str,
    tree: &Tree,
    deadline: Deadline,
) -> Result<Vec<Problem>, Refusal> {
    let Some(branches) = language.branches else {
        return Ok(problems(language, path, text, tree));
    };
    let branches = branches(text);
    if let Some((_, fault)) = branches.iter().find_map(|branch| branch.fault.clone()) {
        return Ok(vec![fault]);
    }
    if !tree.root_node().has_error() {
        return Ok(problems(language, path, text, tree));
    }
    for branch in branches {
        let tree = parse(language, &branch.text, deadline)?;
        let problems = problems(language, path, text, &tree);
        if !problems.is_empty() {
            return Ok(problems);
        }
    }
    Ok(Vec::new())
}

/// Whether a page is one only after an engine of templates has filled it in.
fn is_template(text: &str) -> bool {
    ["{%", "{{", "<%", "<?"].iter().any(|mark| text.contains(mark))
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
    let tree = parse(language, code, deadline)?;
    let above = text[..from].matches('\n').count();
    let mut problems = preprocessed(language, "", code, &tree, deadline)?;
    for one in &mut problems {
        one.line += above;
        one.message = format!("in the fence of {}: {}", language.name, one.message);
    }
    Ok(problems)
}
