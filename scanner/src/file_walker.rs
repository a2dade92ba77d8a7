//! Scans files and folders in parallel, honouring `.gitignore`.

use crate::finding::{Finding, Severity};
use crate::limits::{Deadline, MAX_BYTES};
use crate::rule_set::{scan, RuleSet};
use crate::syntax_analysis::syntax_errors;
use crate::syntax_error::SyntaxError;
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The time limit for one file.
const FILE_MS: u64 = 5_000;

/// The rule id under which syntax errors are reported.
pub(crate) const SYNTAX_RULE: &str = "syntax";

/// A finding and the file it is in.
pub(crate) struct FileFinding {
    /// The path as it was walked to from one of the roots.
    pub path: PathBuf,
    pub finding: Finding,
}

/// The result of a walk.
#[derive(Default)]
pub(crate) struct WalkResult {
    /// Ordered by path, then by position.
    pub findings: Vec<FileFinding>,
    /// Files that were skipped, each with the reason.
    pub skipped: Vec<String>,
    /// The number of files that were scanned.
    pub files: usize,
}

impl WalkResult {
    /// Whether a finding must be fixed.
    pub fn blocks(&self) -> bool {
        self.findings.iter().any(|found| found.finding.severity == Severity::Block)
    }
}

/// Walks and scans the roots. Links are not followed, and `.git` is skipped.
pub(crate) fn walk_files(rules: &RuleSet, roots: &[PathBuf], syntax: bool) -> WalkResult {
    let Some((first, others)) = roots.split_first() else { return WalkResult::default() };
    let mut builder = WalkBuilder::new(first);
    for root in others {
        builder.add(root);
    }
    builder.hidden(false).require_git(false).filter_entry(|entry| entry.file_name() != ".git");
    let shared = Mutex::new(WalkResult::default());
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let scan = AssertUnwindSafe(|| {
                let entry = entry.map_err(|e| e.to_string())?;
                scan_entry(rules, &entry, syntax)
            });
            let scanned = catch_unwind(scan).unwrap_or_else(|_| Err("the scanner panicked".into()));
            let mut result = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match scanned {
                Ok(Some(findings)) => {
                    result.files += 1;
                    result.findings.extend(findings);
                }
                Ok(None) => {}
                Err(reason) => result.skipped.push(reason),
            }
            WalkState::Continue
        })
    });
    let mut result = shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    result.findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    result.skipped.sort();
    result
}

fn sort_key(found: &FileFinding) -> (&Path, usize, usize, &str) {
    (&found.path, found.finding.line, found.finding.column, &found.finding.rule)
}

/// The findings of a file; `None` if the entry is not a text file.
fn scan_entry(
    rules: &RuleSet,
    entry: &DirEntry,
    syntax: bool,
) -> Result<Option<Vec<FileFinding>>, String> {
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        return Ok(None);
    }
    let path = entry.path();
    let with_path = |reason: String| format!("{}: {reason}", path.display());
    let bytes = std::fs::metadata(path).map_err(|e| with_path(e.to_string()))?.len();
    if bytes > MAX_BYTES as u64 {
        return Err(with_path(format!("longer than {MAX_BYTES} bytes")));
    }
    let content = std::fs::read(path).map_err(|e| with_path(e.to_string()))?;
    if content.contains(&0) {
        return Ok(None);
    }
    let text = String::from_utf8(content).map_err(|_| with_path("not UTF-8 text".into()))?;
    let name = path.to_string_lossy();
    let deadline = Deadline::in_ms(FILE_MS);
    let mut findings = scan(rules, &name, &text, deadline).map_err(|e| with_path(e.to_string()))?;
    if syntax {
        let errors = syntax_errors(&name, &text, deadline).map_err(|e| with_path(e.to_string()))?;
        findings.extend(errors.into_iter().map(syntax_finding));
    }
    let with_file = |finding| FileFinding { path: path.into(), finding };
    Ok(Some(findings.into_iter().map(with_file).collect()))
}

fn syntax_finding(error: SyntaxError) -> Finding {
    Finding {
        rule: SYNTAX_RULE.into(),
        severity: Severity::Block,
        line: error.line,
        column: error.column,
        message: error.message,
        suggestion: String::new(),
    }
}
