//! Scans files and folders, several at a time, honouring `.gitignore`.

use crate::finding::{Finding, Severity};
use crate::limits::{Deadline, MAX_BYTES};
use crate::problem::Problem;
use crate::rules::Rules;
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The time that one file is given.
const FILE_MS: u64 = 5_000;

/// The rule under which errors of syntax are reported.
pub(crate) const SYNTAX: &str = "syntax";

/// A finding and the file it is in.
pub(crate) struct Hit {
    /// As it was walked to, from one of the paths that were given.
    pub path: PathBuf,
    /// What was found.
    pub finding: Finding,
}

/// What a walk came to.
#[derive(Default)]
pub(crate) struct Walked {
    /// In the order of paths, then of positions.
    pub hits: Vec<Hit>,
    /// What was passed over, and why.
    pub skipped: Vec<String>,
    /// How many files were looked at.
    pub files: usize,
}

impl Walked {
    /// Whether anything must be mended.
    pub fn blocks(&self) -> bool {
        self.hits.iter().any(|hit| hit.finding.severity == Severity::Block)
    }
}

/// Walks and scans; links are not followed, and `.git` is left alone.
pub(crate) fn walk(rules: &Rules, roots: &[PathBuf], syntax: bool) -> Walked {
    let Some((first, others)) = roots.split_first() else { return Walked::default() };
    let mut builder = WalkBuilder::new(first);
    for root in others {
        builder.add(root);
    }
    builder.hidden(false).require_git(false).filter_entry(|entry| entry.file_name() != ".git");
    let all = Mutex::new(Walked::default());
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let look = AssertUnwindSafe(|| {
                entry.map_err(|e| e.to_string()).and_then(|one| look(rules, &one, syntax))
            });
            let seen = catch_unwind(look).unwrap_or_else(|_| Err("the scanner broke".into()));
            let mut all = all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match seen {
                Ok(Some(hits)) => {
                    all.files += 1;
                    all.hits.extend(hits);
                }
                Ok(None) => {}
                Err(why) => all.skipped.push(why),
            }
            WalkState::Continue
        })
    });
    let mut all = all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    all.hits.sort_by(|a, b| place(a).cmp(&place(b)));
    all.skipped.sort();
    all
}

fn place(hit: &Hit) -> (&Path, usize, usize, &str) {
    (&hit.path, hit.finding.line, hit.finding.column, &hit.finding.rule)
}

/// The hits in a file; none at all where it is no text.
fn look(rules: &Rules, entry: &DirEntry, syntax: bool) -> Result<Option<Vec<Hit>>, String> {
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        return Ok(None);
    }
    let path = entry.path();
    let named = |why: String| format!("{}: {why}", path.display());
    let bytes = std::fs::metadata(path).map_err(|e| named(e.to_string()))?.len();
    if bytes > MAX_BYTES as u64 {
        return Err(named(format!("longer than {MAX_BYTES} bytes")));
    }
    let content = std::fs::read(path).map_err(|e| named(e.to_string()))?;
    if content.contains(&0) {
        return Ok(None);
    }
    let text = String::from_utf8(content).map_err(|_| named("not UTF-8 text".into()))?;
    let name = path.to_string_lossy();
    let deadline = Deadline::in_ms(FILE_MS);
    let mut found =
        crate::scan(rules, &name, &text, deadline).map_err(|why| named(why.to_string()))?;
    if syntax {
        let faults = crate::faults(&name, &text, deadline).map_err(|e| named(e.to_string()))?;
        found.extend(faults.into_iter().map(of_syntax));
    }
    Ok(Some(found.into_iter().map(|finding| Hit { path: path.into(), finding }).collect()))
}

fn of_syntax(problem: Problem) -> Finding {
    Finding {
        rule: SYNTAX.into(),
        severity: Severity::Block,
        line: problem.line,
        column: problem.column,
        message: problem.message,
        suggestion: String::new(),
    }
}
