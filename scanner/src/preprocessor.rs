//! Preprocesses C, C++ and C#: keeps one branch of each condition, and removes the directives.
//!
//! Which branch a compiler takes depends on definitions that are not known here. The first
//! condition on a name decides whether it counts as defined; later conditions on the name agree.

use crate::directives::{directive_error, directives, Directive};
use crate::macros;
use crate::syntax_error::SyntaxError;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A text that is ready for its grammar; it has as many bytes and lines as the original.
pub(crate) struct PreprocessedText {
    /// The text, with blanks for all that was removed.
    pub text: String,
    /// An error that the preprocessor found, and its byte.
    pub error: Option<(usize, SyntaxError)>,
}

/// A condition without its `#endif` so far.
struct OpenCondition {
    at: usize,
    /// Whether the surrounding code is excluded.
    is_excluded: bool,
    /// Whether one of its branches was taken.
    is_taken: bool,
    /// Whether the current branch is the taken one.
    is_active: bool,
}

/// Preprocesses C and C++: removes the macros that the grammar does not understand, too.
pub(crate) fn preprocess_c(text: &str) -> Vec<PreprocessedText> {
    let mut variants = preprocess_csharp(text);
    for variant in variants.iter_mut().filter(|variant| variant.error.is_none()) {
        match macros::remove_macros(&variant.text) {
            Ok(text) => variant.text = text,
            Err(error) => variant.error = Some(error),
        }
    }
    variants
}

/// The text with the first branch of each condition; if a condition has several, also the text with
/// the second branches.
pub(crate) fn preprocess_csharp(text: &str) -> Vec<PreprocessedText> {
    let directives = directives(text);
    let first = select_branches(text, &directives, true);
    let has_second = directives.iter().any(|it| it.name.starts_with("el"));
    let second =
        (has_second && first.error.is_none()).then(|| select_branches(text, &directives, false));
    std::iter::once(first).chain(second).collect()
}

/// Keeps one branch of each condition, the first or the second, and blanks the rest.
fn select_branches(text: &str, directives: &[Directive], first: bool) -> PreprocessedText {
    let mut bytes = text.as_bytes().to_vec();
    let mut state = PreprocessorState::default();
    let multi_branch = multi_branch_conditions(directives);
    let mut code_start = 0;
    for (index, directive) in directives.iter().enumerate() {
        if state.is_excluded() {
            blank(&mut bytes, code_start..directive.range.start);
        }
        code_start = directive.range.end;
        let assumption = first || !multi_branch.contains(&index);
        let error =
            state.apply(directive, assumption).map(|message| (directive.range.start, message));
        state.error = state.error.or(error);
        blank(&mut bytes, directive.range.clone());
    }
    let PreprocessorState { error, open, regions, .. } = state;
    let error = error
        .or_else(|| open.last().map(|it| (it.at, unterminated("endif"))))
        .or_else(|| regions.last().map(|at| (*at, unterminated("endregion"))));
    let error = error.map(|(at, message)| (at, SyntaxError::at(text, at, message)));
    PreprocessedText { text: String::from_utf8(bytes).unwrap_or_default(), error }
}

#[derive(Default)]
struct PreprocessorState {
    /// The conditions that were met so far, and whether they hold.
    assumptions: HashMap<String, bool>,
    open: Vec<OpenCondition>,
    /// The bytes of C#'s open `#region`s.
    regions: Vec<usize>,
    error: Option<(usize, String)>,
}

impl PreprocessorState {
    fn is_excluded(&self) -> bool {
        self.open.last().is_some_and(|it| !it.is_active)
    }

    /// Applies a directive; an unknown condition holds as `assumption` says. Returns what is wrong
    /// with the directive.
    fn apply(&mut self, directive: &Directive, assumption: bool) -> Option<String> {
        let (at, is_excluded) = (directive.range.start, self.is_excluded());
        match directive.name {
            "if" | "ifdef" | "ifndef" => {
                let is_active = !is_excluded && holds(directive, assumption, &mut self.assumptions);
                self.open.push(OpenCondition { at, is_excluded, is_taken: is_active, is_active });
            }
            "elif" | "elifdef" | "elifndef" | "else" => {
                let Some(it) = self.open.last_mut() else { return Some(unmatched(directive)) };
                let holds =
                    directive.name == "else" || holds(directive, true, &mut self.assumptions);
                it.is_active = !it.is_excluded && !it.is_taken && holds;
                it.is_taken |= it.is_active;
            }
            "endif" if self.open.pop().is_none() => return Some(unmatched(directive)),
            "region" if !is_excluded => self.regions.push(at),
            "endregion" if !is_excluded && self.regions.pop().is_none() => {
                return Some(unmatched(directive));
            }
            _ => {}
        }
        if is_excluded {
            None
        } else {
            directive_error(directive)
        }
    }
}

/// The indexes of the directives that begin a condition with several branches.
fn multi_branch_conditions(directives: &[Directive]) -> HashSet<usize> {
    let mut open = Vec::new();
    let mut multi_branch = HashSet::new();
    for (index, directive) in directives.iter().enumerate() {
        match directive.name {
            "if" | "ifdef" | "ifndef" => open.push(index),
            "endif" => drop(open.pop()),
            name if name.starts_with("el") => multi_branch.extend(open.last()),
            _ => {}
        }
    }
    multi_branch
}

fn unmatched(directive: &Directive) -> String {
    let missing = if directive.name == "endregion" { "region" } else { "if" };
    format!("`#{}` without `#{missing}`", directive.name)
}

fn unterminated(missing: &str) -> String {
    format!("this directive is not terminated: `#{missing}` is missing")
}

/// Replaces all but line ends with blanks.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' && *byte != b'\r' {
            *byte = b' ';
        }
    }
}

/// Whether a condition holds. An unknown name is assumed to make the condition `assumption`; the
/// same name has the same value everywhere.
fn holds(directive: &Directive, assumption: bool, assumptions: &mut HashMap<String, bool>) -> bool {
    let condition: String = directive.condition.split_whitespace().collect();
    let (negated, name) = match directive.name.trim_start_matches("el") {
        "ifndef" => (true, condition.as_str()),
        "ifdef" => (false, condition.as_str()),
        _ => {
            let bare = condition.trim_start_matches('!');
            (bare.len() % 2 != condition.len() % 2, bare.trim_start_matches("defined"))
        }
    };
    let name = name.trim_start_matches('(').trim_end_matches(')');
    match name {
        "0" | "false" | "__cplusplus" => negated,
        "1" | "true" => !negated,
        _ => *assumptions.entry(name.to_string()).or_insert(assumption != negated) != negated,
    }
}
