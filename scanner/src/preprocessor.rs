//! What a compiler of C, C++ or C# sees of a text: one branch of each condition, no directives.
//!
//! Which branch it is depends on names that are not known here; a name is taken for defined where
//! it is first asked for, and for what that made of it from there on.

use crate::directives::{directives, malformed, Directive};
use crate::macros;
use crate::problem::Problem;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A text as its grammar is given it: as many bytes and lines as there were.
pub(crate) struct Branch {
    /// What is left of the text; blanks stand for what is not.
    pub text: String,
    /// What is wrong that no grammar is needed to see, and its byte.
    pub fault: Option<(usize, Problem)>,
}

/// A condition that is open.
struct Open {
    at: usize,
    /// Whether what stands around it is left out.
    hidden: bool,
    /// Whether a branch of it was taken, and whether this is the one.
    taken: bool,
    here: bool,
}

/// C and C++: without the macros that the grammar stumbles over.
pub(crate) fn of_c(text: &str) -> Vec<Branch> {
    let mut branches = of_csharp(text);
    for branch in branches.iter_mut().filter(|branch| branch.fault.is_none()) {
        match macros::without(&branch.text) {
            Ok(text) => branch.text = text,
            Err(fault) => branch.fault = Some(fault),
        }
    }
    branches
}

/// The text with the first branch of each condition, and that with the second where one has two.
pub(crate) fn of_csharp(text: &str) -> Vec<Branch> {
    let directives = directives(text);
    let first = branch(text, &directives, true);
    let has_two = directives.iter().any(|it| it.word.starts_with("el"));
    let second = (has_two && first.fault.is_none()).then(|| branch(text, &directives, false));
    std::iter::once(first).chain(second).collect()
}

/// Leaves one branch of each condition, and blanks the rest.
fn branch(text: &str, directives: &[Directive], first: bool) -> Branch {
    let mut bytes = text.as_bytes().to_vec();
    let mut conditions = Conditions::default();
    let has_else = with_else(directives);
    let mut shown_from = 0;
    for (index, directive) in directives.iter().enumerate() {
        if conditions.hide() {
            blank(&mut bytes, shown_from..directive.range.start);
        }
        shown_from = directive.range.end;
        let guess = first || !has_else.contains(&index);
        let fault = conditions.meet(directive, guess).map(|why| (directive.range.start, why));
        conditions.fault = conditions.fault.or(fault);
        blank(&mut bytes, directive.range.clone());
    }
    let Conditions { fault, open, regions, .. } = conditions;
    let fault = fault
        .or_else(|| open.last().map(|it| (it.at, unended("endif"))))
        .or_else(|| regions.last().map(|at| (*at, unended("endregion"))));
    let fault = fault.map(|(at, why)| (at, Problem::at(text, at, why)));
    Branch { text: String::from_utf8(bytes).unwrap_or_default(), fault }
}

/// What is known at a line of the preprocessor.
#[derive(Default)]
struct Conditions {
    assumed: HashMap<String, bool>,
    open: Vec<Open>,
    /// Where C#'s regions begin.
    regions: Vec<usize>,
    fault: Option<(usize, String)>,
}

impl Conditions {
    fn hide(&self) -> bool {
        self.open.last().is_some_and(|it| !it.here)
    }

    /// Goes on by one directive, whose condition is guessed; tells what is wrong with it.
    fn meet(&mut self, directive: &Directive, guess: bool) -> Option<String> {
        let (at, hidden) = (directive.range.start, self.hide());
        match directive.word {
            "if" | "ifdef" | "ifndef" => {
                let here = !hidden && holds(directive, guess, &mut self.assumed);
                self.open.push(Open { at, hidden, taken: here, here });
            }
            "elif" | "elifdef" | "elifndef" | "else" => {
                let Some(it) = self.open.last_mut() else { return Some(alone(directive)) };
                let holds = directive.word == "else" || holds(directive, true, &mut self.assumed);
                it.here = !it.hidden && !it.taken && holds;
                it.taken |= it.here;
            }
            "endif" if self.open.pop().is_none() => return Some(alone(directive)),
            "region" if !hidden => self.regions.push(at),
            "endregion" if !hidden && self.regions.pop().is_none() => {
                return Some(alone(directive));
            }
            _ => {}
        }
        if hidden {
            None
        } else {
            malformed(directive)
        }
    }
}

/// The directives that begin a condition with more than one branch.
fn with_else(directives: &[Directive]) -> HashSet<usize> {
    let mut open = Vec::new();
    let mut found = HashSet::new();
    for (index, directive) in directives.iter().enumerate() {
        match directive.word {
            "if" | "ifdef" | "ifndef" => open.push(index),
            "endif" => drop(open.pop()),
            word if word.starts_with("el") => found.extend(open.last()),
            _ => {}
        }
    }
    found
}

fn alone(directive: &Directive) -> String {
    let missing = if directive.word == "endregion" { "region" } else { "if" };
    format!("`#{}` belongs to no `#{missing}`", directive.word)
}

fn unended(end: &str) -> String {
    format!("what the preprocessor begins here is never ended: `#{end}` is missing")
}

/// Blanks all but the ends of lines.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' && *byte != b'\r' {
            *byte = b' ';
        }
    }
}

/// Whether a condition is taken to hold; the same question has the same answer.
fn holds(directive: &Directive, guess: bool, assumed: &mut HashMap<String, bool>) -> bool {
    let asked: String = directive.condition.split_whitespace().collect();
    let (negated, name) = match directive.word.trim_start_matches("el") {
        "ifndef" => (true, asked.as_str()),
        "ifdef" => (false, asked.as_str()),
        _ => {
            let bare = asked.trim_start_matches('!');
            (bare.len() % 2 != asked.len() % 2, bare.trim_start_matches("defined"))
        }
    };
    let name = name.trim_start_matches('(').trim_end_matches(')');
    match name {
        "0" | "false" | "__cplusplus" => negated,
        "1" | "true" => !negated,
        _ => *assumed.entry(name.to_string()).or_insert(guess != negated) != negated,
    }
}
