//! A syntax error, described so that a model can fix it.

use crate::position::line_and_column;
use serde::Serialize;

/// One syntax error; the fields have the names of the JSON that the JVM reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SyntaxError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The whole description, in one sentence.
    pub message: String,
    /// The text at the position; empty at the end of the text.
    pub found: String,
    /// The text that is expected there; empty if it is not known.
    pub missing: String,
    /// The enclosing declaration, such as `function add (line 3)`; empty at the top level.
    pub inside: String,
}

impl SyntaxError {
    /// An error at a byte of a text.
    pub(crate) fn at(text: &str, byte: usize, message: impl Into<String>) -> Self {
        let (line, column) = line_and_column(text, byte);
        Self::at_line(line, column, message)
    }

    /// An error at a line and a column.
    pub(crate) fn at_line(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self { line, column, message: message.into(), ..Self::default() }
    }
}

/// Quotes a piece of a text for a message: shortened, on one line.
pub(crate) fn quote(text: &str) -> String {
    const MAX_CHARS: usize = 30;
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(MAX_CHARS).collect();
    let cut = if short.len() < text.trim_end().len() { "…" } else { "" };
    format!("`{}{cut}`", short.trim_end())
}
