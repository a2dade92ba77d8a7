//! Analyses the syntax of one text: its errors, what it declares and what it imports.

use crate::facts::{facts_of, FileFacts};
use crate::language::Language;
use crate::large_stack::run_on_large_stack;
use crate::limits::{Deadline, LimitError};
use crate::outline::{CodeBlock, Import, Outline, Symbol};
use crate::syntax::find_errors;
use crate::syntax_error::SyntaxError;
use serde::Serialize;
use std::cell::OnceCell;
use tree_sitter::Tree;

/// The analysis of a text; the fields have the names of the JSON that the JVM reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SyntaxAnalysis {
    /// The language by whose rules the text was judged; empty if it could not be judged.
    pub language: &'static str,
    /// The syntax errors, in order of position.
    pub problems: Vec<SyntaxError>,
    /// The names that it offers to other files.
    pub declared: Vec<Symbol>,
    /// What it takes from other files and libraries.
    pub imported: Vec<Import>,
    /// What it offers to other files and takes from them, as far as that is sure.
    pub facts: FileFacts,
}

/// Analyses a text in the language of its path. An unknown language has an empty analysis.
///
/// # Errors
/// If the text is too long or too complex, or the deadline passes.
pub fn analyze(path: &str, text: &str, deadline: Deadline) -> Result<SyntaxAnalysis, LimitError> {
    let Some(language) = Language::of(path) else { return Ok(SyntaxAnalysis::default()) };
    language.check_input(text)?;
    run_on_large_stack(text.len(), || analyze_in(language, path, text, deadline))
}

/// Finds only the syntax errors of a text, which is faster than [`analyze`].
///
/// # Errors
/// As for [`analyze`].
pub fn syntax_errors(
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<Vec<SyntaxError>, LimitError> {
    let Some(language) = Language::of(path) else { return Ok(Vec::new()) };
    if language.name == "markdown" {
        return analyze(path, text, deadline).map(|analysis| analysis.problems);
    }
    language.check_input(text)?;
    run_on_large_stack(text.len(), || {
        let tree = OnceCell::new();
        text_errors(language, path, text, deadline, || {
            let parsed = language.parse(text, deadline)?;
            Ok(tree.get_or_init(|| parsed))
        })
    })
}

/// The errors of the text itself, without its code blocks. If the language has a preprocessor and
/// the text does not parse as it is, the errors of the first preprocessed variant that has any.
fn text_errors<'t>(
    language: &Language,
    path: &str,
    text: &str,
    deadline: Deadline,
    tree: impl FnOnce() -> Result<&'t Tree, LimitError>,
) -> Result<Vec<SyntaxError>, LimitError> {
    if language.is_template(text) {
        return Ok(Vec::new());
    }
    let Some(preprocess) = language.preprocess else {
        return find_errors(language, path, text, tree);
    };
    let preprocessed = preprocess(text);
    if let Some((_, error)) = preprocessed.iter().find_map(|variant| variant.error.clone()) {
        return Ok(vec![error]);
    }
    let tree = tree()?;
    if !tree.root_node().has_error() {
        return find_errors(language, path, text, || Ok(tree));
    }
    for variant in preprocessed {
        let tree = language.parse(&variant.text, deadline)?;
        let errors = find_errors(language, path, text, || Ok(&tree))?;
        if !errors.is_empty() {
            return Ok(errors);
        }
    }
    Ok(Vec::new())
}

fn analyze_in(
    language: &'static Language,
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<SyntaxAnalysis, LimitError> {
    let tree = language.parse(text, deadline)?;
    let mut problems = text_errors(language, path, text, deadline, || Ok(&tree))?;
    let outline = Outline::of(language, text, &tree, deadline);
    for block in &outline.code_blocks {
        problems.extend(code_block_errors(block, text, deadline)?);
    }
    let Outline { declared, imported, .. } = outline;
    // The errors of such a tree are ignored, which must not be mistaken for a valid text.
    let ignores_errors = language.has_unreliable_grammar
        && !language.checks_brackets
        && language.reference_parser.is_none()
        || language.is_template(text);
    let unjudged = ignores_errors && problems.is_empty() && tree.root_node().has_error();
    let is_sure = problems.is_empty() && !tree.root_node().has_error();
    let facts = if is_sure { facts_of(language, path, text, &tree) } else { FileFacts::default() };
    let language = if unjudged { "" } else { language.name };
    Ok(SyntaxAnalysis { language, problems, declared, imported, facts })
}

/// The errors of a Markdown code block, with the lines of the whole text.
fn code_block_errors(
    block: &CodeBlock,
    text: &str,
    deadline: Deadline,
) -> Result<Vec<SyntaxError>, LimitError> {
    let name = block.language.to_lowercase();
    let Some(language) = Language::named(&name).filter(|it| it.name != "markdown") else {
        return Ok(Vec::new());
    };
    let code = text.get(block.range.clone()).unwrap_or_default();
    // An ellipsis stands for code that the document leaves out.
    if code.contains("...") || code.contains('…') {
        return Ok(Vec::new());
    }
    language.check_input(code)?;
    let tree = language.parse(code, deadline)?;
    let lines_above = text[..block.range.start].matches('\n').count();
    // The path determines the dialect: without one, TypeScript would be read as JavaScript.
    let path = match language.name {
        "typescript" => "block.ts",
        "tsx" => "block.tsx",
        _ => "",
    };
    let mut errors = text_errors(language, path, code, deadline, || Ok(&tree))?;
    for error in &mut errors {
        error.line += lines_above;
        error.message = format!("in the {} code block: {}", language.name, error.message);
    }
    Ok(errors)
}
