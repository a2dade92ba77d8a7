//! What is found.

use serde::{Deserialize, Serialize};

/// Whether a finding must be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It must be mended first.
    Block,
    /// It may stay.
    Warn,
}

/// One finding; its names are those of the JSON that the JVM reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// Whether it must be mended.
    pub severity: Severity,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub suggestion: String,
}
