//! Small faults to be put into code, so that it can be measured whether its tests notice them.
//!
//! Operators follow the usual ones of mutation testing (as in PIT and Stryker): boundaries,
//! negations, constants, deleted calls, default returns, swapped arguments. Every mutant is still
//! read by its grammar without an error.

use crate::language::Language;
use crate::limits::{Deadline, LimitError};
use crate::mutation_operators::{candidates, dialect, is_behaviour, Edit};
use crate::position::line_and_column;
use crate::tree_walk::visit_nodes;
use serde::{Deserialize, Serialize};

/// The most candidates that are looked at in one file.
const MAX_CANDIDATES: usize = 400;
/// Lines away from a literal of the spec from which on it no longer counts as near.
const FAR: usize = 1_000;

/// What is to be mutated.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MutantRequest {
    /// Whose ending tells the language.
    pub path: String,
    /// The source.
    pub text: String,
    /// Literals of the spec: faults beside them come first.
    #[serde(default)]
    pub literals: Vec<String>,
    /// How many mutants are wanted at the most.
    pub most: usize,
    /// Time for all of it.
    pub deadline_ms: u64,
}

/// One small fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mutant {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What kind of fault it is.
    pub operator: &'static str,
    /// The text that is replaced.
    pub from: String,
    /// What stands there instead.
    pub to: String,
    /// Where the replaced text begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Lines between it and the nearest literal of the spec.
    pub distance: usize,
}

/// Mutants of one file, those near the spec's literals first, then spread over the file.
///
/// # Errors
/// Where the text is too long or too intricate, or the deadline came first.
pub fn mutants(request: &MutantRequest) -> Result<Vec<Mutant>, LimitError> {
    let Some(language) = Language::of(&request.path) else { return Ok(Vec::new()) };
    let text = request.text.as_str();
    let deadline = Deadline::in_ms(request.deadline_ms);
    language.check_input(text)?;
    let tree = language.parse(text, deadline)?;
    if tree.root_node().has_error() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let dialect = dialect(language.name);
    visit_nodes(tree.root_node(), |node, _| {
        if found.len() < MAX_CANDIDATES {
            candidates(node, text, &dialect, &mut found);
        }
        is_behaviour(node)
    });
    let lines = literal_lines(text, &request.literals);
    let mut mutants: Vec<Mutant> =
        found.into_iter().filter_map(|edit| Mutant::of(edit, text, &lines)).collect();
    order(&mut mutants);
    let mut kept = Vec::new();
    for mutant in mutants {
        if kept.len() == request.most || deadline.remaining_ms() == 0 {
            break;
        }
        if reads(language, text, &mutant, deadline) {
            kept.push(mutant);
        }
    }
    Ok(kept)
}

impl Mutant {
    /// The mutant that an edit makes; none where it changes nothing.
    fn of(edit: Edit, text: &str, literal_lines: &[usize]) -> Option<Self> {
        let from = text.get(edit.start..edit.end)?.to_string();
        let (line, column) = line_and_column(text, edit.start);
        let distance =
            literal_lines.iter().map(|other| other.abs_diff(line)).min().unwrap_or(FAR).min(FAR);
        (from != edit.to).then_some(Mutant {
            line,
            column,
            operator: edit.operator,
            from,
            to: edit.to,
            start: edit.start,
            end: edit.end,
            distance,
        })
    }
}

fn literal_lines(text: &str, literals: &[String]) -> Vec<usize> {
    let mut lines: Vec<usize> = literals
        .iter()
        .filter(|literal| !literal.trim().is_empty())
        .flat_map(|literal| text.match_indices(literal.as_str()).map(|(at, _)| at))
        .map(|at| line_and_column(text, at).0)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Those on the lines of literals first; then one of each line in turn, operators mixed.
fn order(mutants: &mut [Mutant]) {
    let mut seen = std::collections::HashMap::<usize, usize>::new();
    let mut turns = Vec::with_capacity(mutants.len());
    for mutant in mutants.iter() {
        let turn = seen.entry(mutant.line).or_default();
        turns.push((mutant.start, mutant.operator, *turn));
        *turn += 1;
    }
    let turn = |mutant: &Mutant| {
        turns
            .iter()
            .find(|(start, operator, _)| *start == mutant.start && *operator == mutant.operator)
            .map_or(0, |(.., turn)| *turn)
    };
    mutants.sort_by_cached_key(|mutant| {
        (mutant.distance.min(3), turn(mutant), mutant.distance, rank(mutant.operator), mutant.start)
    });
}

/// What is most often missed comes first.
fn rank(operator: &str) -> usize {
    const ORDER: [&str; 9] = [
        "boundary",
        "constant",
        "negation",
        "condition",
        "default return",
        "deleted call",
        "arithmetic",
        "swapped arguments",
        "text",
    ];
    ORDER.iter().position(|one| *one == operator).unwrap_or(ORDER.len())
}

fn reads(language: &Language, text: &str, mutant: &Mutant, deadline: Deadline) -> bool {
    let mutated = format!("{}{}{}", &text[..mutant.start], mutant.to, &text[mutant.end..]);
    language.parse(&mutated, deadline).is_ok_and(|tree| !tree.root_node().has_error())
}
