//! Writes the findings of a walk as text, JSON, or SARIF 2.1.0, the OASIS format that code hosts
//! and editors read.

use crate::file_walker::{walk_files, FileFinding, WalkResult, SYNTAX_RULE};
use crate::finding::Severity;
use crate::rule_set::RuleSet;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// The format of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// One line per finding.
    #[default]
    Text,
    /// A JSON array of objects.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// What to scan, and how to report it; the JVM sends it as JSON.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanRequest {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The format of the report.
    #[serde(rename = "form")]
    pub format: ReportFormat,
    /// Whether to report syntax errors too.
    pub syntax: bool,
}

/// The result of a scan; the fields have the names of the JSON that the JVM reads.
#[derive(Clone, Debug, Serialize)]
pub struct ScanReport {
    /// The findings, in the requested format.
    pub report: String,
    /// Files that were skipped, each with the reason.
    pub skipped: Vec<String>,
    /// The number of files that were scanned.
    pub files: usize,
    /// The number of findings.
    pub findings: usize,
    /// Whether a finding must be fixed.
    pub blocks: bool,
}

impl ScanReport {
    /// Scans the requested files and folders.
    #[must_use]
    pub fn create(request: &ScanRequest, rules: &RuleSet) -> Self {
        let result = walk_files(rules, &request.paths, request.syntax);
        Self {
            report: format_report(&result, rules, request.format),
            findings: result.findings.len(),
            blocks: result.blocks(),
            files: result.files,
            skipped: result.skipped,
        }
    }
}

/// Formats the findings; a report that is not empty ends with a line end.
fn format_report(result: &WalkResult, rules: &RuleSet, format: ReportFormat) -> String {
    let value = match format {
        ReportFormat::Text => return text_report(result),
        ReportFormat::Json => result.findings.iter().map(json_finding).collect(),
        ReportFormat::Sarif => sarif_log(result, rules),
    };
    format!("{value:#}\n")
}

fn text_report(result: &WalkResult) -> String {
    let mut lines = String::new();
    for FileFinding { path, finding } in &result.findings {
        let (path, severity) = (path.display(), severity_name(finding.severity));
        let line = format!(
            "{path}:{}:{}: {severity} {}: {}",
            finding.line, finding.column, finding.rule, finding.message
        );
        let _ = writeln!(lines, "{}", without_control_characters(&line));
    }
    lines
}

/// Replaces control characters by dots, since paths and code are untrusted and go to a terminal.
fn without_control_characters(line: &str) -> String {
    line.chars().map(|c| if c.is_control() { '·' } else { c }).collect()
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
    }
}

fn json_finding(found: &FileFinding) -> Value {
    let finding = &found.finding;
    json!({
        "path": found.path.to_string_lossy(),
        "rule": finding.rule,
        "severity": severity_name(finding.severity),
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "suggestion": finding.suggestion,
    })
}

fn sarif_log(result: &WalkResult, rules: &RuleSet) -> Value {
    let rule_ids: BTreeSet<&str> =
        result.findings.iter().map(|found| found.finding.rule.as_str()).collect();
    let descriptors: Vec<Value> = rule_ids.iter().map(|id| sarif_rule(rules, id)).collect();
    let results: Vec<Value> = result.findings.iter().map(sarif_result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "atelier",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn sarif_rule(rules: &RuleSet, id: &str) -> Value {
    let (message, suggestion) = match rules.description(id) {
        Some((message, suggestion)) => (message, suggestion),
        None if id == SYNTAX_RULE => ("The file has a syntax error.", "Fix the syntax."),
        None => (id, ""),
    };
    json!({
        "id": id,
        "shortDescription": {"text": message},
        "help": {"text": if suggestion.is_empty() { message } else { suggestion }},
    })
}

fn sarif_result(found: &FileFinding) -> Value {
    let finding = &found.finding;
    let level = if finding.severity == Severity::Block { "error" } else { "warning" };
    let text = format!("{} {}", finding.message, finding.suggestion);
    json!({
        "ruleId": finding.rule,
        "level": level,
        "message": {"text": text.trim_end()},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri_reference(&found.path.to_string_lossy())},
            "region": {"startLine": finding.line, "startColumn": finding.column},
        }}],
    })
}

/// A path as a URI reference, with other characters percent-encoded.
fn uri_reference(path: &str) -> String {
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
