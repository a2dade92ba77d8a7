//! What is wrong with the syntax of a text, in words that a model can mend by.

use serde::Serialize;

/// One error of syntax; its names are those of the JSON that the JVM reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// All that is known, in a sentence.
    pub message: String,
    /// What stands there; empty: the end of the text.
    pub found: String,
    /// What should stand there; empty where that is not known.
    pub missing: String,
    /// What it is in, such as `function add (line 3)`; empty at the top.
    pub inside: String,
}

impl Problem {
    /// A problem at a byte of a text.
    pub(crate) fn at(text: &str, byte: usize, message: impl Into<String>) -> Self {
        let (line, column) = position(text, byte);
        Self { line, column, message: message.into(), ..Self::default() }
    }
}

/// Line and column of a byte, counted from 1, the column in characters.
pub(crate) fn position(text: &str, byte: usize) -> (usize, usize) {
    let byte = floor(text, byte);
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// The nearest byte at or before this one at which a character begins.
pub(crate) fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A piece of the text as a message quotes it: short, on one line.
pub(crate) fn quoted(text: &str) -> String {
    const MAX_CHARS: usize = 30;
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(MAX_CHARS).collect();
    let cut = if short.len() < text.trim_end().len() { "…" } else { "" };
    format!("`{}{cut}`", short.trim_end())
}
