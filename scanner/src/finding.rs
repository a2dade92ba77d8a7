//! What a rule found in a text.

use serde::{Deserialize, Serialize};

/// Whether a finding must be fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It must be fixed.
    Block,
    /// It may stay.
    Warn,
}

/// One finding; the fields have the names of the JSON that the JVM reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// Whether it must be fixed.
    pub severity: Severity,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub suggestion: String,
}
