//! What a walk found, as text, JSON, or SARIF 2.1.0: the OASIS format of code hosts and editors.

use crate::finding::Severity;
use crate::rules::Rules;
use crate::walk::{walk, Hit, Walked, SYNTAX};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A line for each finding.
    #[default]
    Text,
    /// An array of objects.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// What is to be scanned, and how it is to be told; as the JVM asks for it in JSON.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// How it is told.
    pub form: Form,
    /// Whether errors of syntax are told too.
    pub syntax: bool,
}

/// What a walk came to.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The findings, in the form that was asked for.
    pub report: String,
    /// What was passed over, and why.
    pub skipped: Vec<String>,
    /// How many files were looked at.
    pub files: usize,
    /// How many findings there are.
    pub findings: usize,
    /// Whether anything must be mended.
    pub blocks: bool,
}

impl Answer {
    /// Walks, scans and reports.
    #[must_use]
    pub fn to(request: &Request, rules: &Rules) -> Self {
        let walked = walk(rules, &request.paths, request.syntax);
        Self {
            report: report(&walked, rules, request.form),
            findings: walked.hits.len(),
            blocks: walked.blocks(),
            files: walked.files,
            skipped: walked.skipped,
        }
    }
}

/// Writes a report, with a line end at its end unless it is empty.
pub(crate) fn report(walked: &Walked, rules: &Rules, form: Form) -> String {
    let value = match form {
        Form::Text => return text(walked),
        Form::Json => walked.hits.iter().map(row).collect(),
        Form::Sarif => sarif(walked, rules),
    };
    format!("{value:#}\n")
}

fn text(walked: &Walked) -> String {
    let mut lines = String::new();
    for Hit { path, finding } in &walked.hits {
        let (path, severity) = (path.display(), name(finding.severity));
        let line = format!(
            "{path}:{}:{}: {severity} {}: {}",
            finding.line, finding.column, finding.rule, finding.message
        );
        let _ = writeln!(lines, "{}", plain(&line));
    }
    lines
}

/// What a terminal would obey is shown as a dot: paths and code are not ours.
fn plain(line: &str) -> String {
    line.chars().map(|one| if one.is_control() { '·' } else { one }).collect()
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
    }
}

fn row(hit: &Hit) -> Value {
    let one = &hit.finding;
    json!({
        "path": hit.path.to_string_lossy(),
        "rule": one.rule,
        "severity": name(one.severity),
        "line": one.line,
        "column": one.column,
        "message": one.message,
        "suggestion": one.suggestion,
    })
}

fn sarif(walked: &Walked, rules: &Rules) -> Value {
    let hit_rules: BTreeSet<&str> =
        walked.hits.iter().map(|hit| hit.finding.rule.as_str()).collect();
    let described: Vec<Value> = hit_rules.iter().map(|id| rule(rules, id)).collect();
    let results: Vec<Value> = walked.hits.iter().map(result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "atelier",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(rules: &Rules, id: &str) -> Value {
    let (message, suggestion) = match rules.meaning(id) {
        Some((message, suggestion)) => (message, suggestion),
        None if id == SYNTAX => ("The file is not valid in its language.", "Mend the syntax."),
        None => (id, ""),
    };
    json!({
        "id": id,
        "shortDescription": {"text": message},
        "help": {"text": if suggestion.is_empty() { message } else { suggestion }},
    })
}

fn result(hit: &Hit) -> Value {
    let one = &hit.finding;
    let level = if one.severity == Severity::Block { "error" } else { "warning" };
    let text = format!("{} {}", one.message, one.suggestion);
    json!({
        "ruleId": one.rule,
        "level": level,
        "message": {"text": text.trim_end()},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&hit.path.to_string_lossy())},
            "region": {"startLine": one.line, "startColumn": one.column},
        }}],
    })
}

/// A path as a reference: what may not stand in one is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
