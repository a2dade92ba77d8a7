//! Limits on the length, the complexity and the time of one call.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// The longest text that is read, in bytes: more than any file of a project may have.
pub const MAX_BYTES: usize = 2 << 20;

/// The deepest nesting that a recursive parser is given: its stack is limited.
pub const MAX_DEPTH: usize = 256;

/// The longest text that a recursive parser is given if the depth is not known: each byte may be a
/// level.
pub const MAX_RECURSIVE_BYTES: usize = 60_000;

/// The time by which a call must end.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// A deadline `ms` milliseconds from now, ten minutes at most.
    #[must_use]
    pub fn in_ms(ms: u64) -> Self {
        Self(Instant::now() + Duration::from_millis(ms.min(600_000)))
    }

    /// Whether the deadline has passed.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        Instant::now() >= self.0
    }

    /// The milliseconds that remain.
    pub(crate) fn remaining_ms(&self) -> u64 {
        let remaining = self.0.saturating_duration_since(Instant::now());
        u64::try_from(remaining.as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether to continue, as tree-sitter's progress callbacks return it.
    pub(crate) fn control_flow(&self) -> ControlFlow<()> {
        if self.is_expired() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Why a text was not read, or not to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitError {
    /// It has this many bytes, more than [`MAX_BYTES`].
    TooLong(usize),
    /// The deadline passed.
    TimedOut,
    /// It might exhaust the memory, or trigger a known bug of its grammar's C code.
    TooComplex,
}

impl std::fmt::Display for LimitError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::TooLong(bytes) => {
                write!(f, "the text has {bytes} bytes; the limit is {MAX_BYTES}: split it")
            }
            Self::TooComplex => {
                write!(f, "the text is too complex to parse: simplify it")
            }
            Self::TimedOut => {
                write!(f, "the text could not be parsed in time: simplify it")
            }
        }
    }
}

/// A check that a text passes before its grammar is given it.
pub(crate) type InputCheck = fn(text: &str) -> Result<(), LimitError>;

/// Rejects a text that is too long.
pub(crate) fn check_length(text: &str) -> Result<(), LimitError> {
    if text.len() > MAX_BYTES {
        Err(LimitError::TooLong(text.len()))
    } else {
        Ok(())
    }
}

/// The longest name of a here-document, and the limit for all of them together, in bytes. Ruby's
/// grammar keeps the length of a name in one byte, and serialises all open here-documents and open
/// strings, which nest in each other's interpolations, into a buffer of 1,024 bytes. Its bounds
/// check is off by one byte.
const MAX_HEREDOC_NAME: usize = 250;
const MAX_HEREDOC_BYTES: usize = 600;
const BYTES_PER_HEREDOC: usize = 4;
const MAX_NESTING_WITH_HEREDOC: usize = 80;

/// Rejects here-documents that would overflow a buffer of Ruby's grammar; found by
/// `tests/robustness.rs` and `scripts/proof`.
pub(crate) fn check_heredocs(text: &str) -> Result<(), LimitError> {
    let names = text.match_indices("<<").filter_map(|(at, _)| heredoc_name_bytes(&text[at + 2..]));
    let mut total = 0;
    for bytes in names {
        total += bytes + BYTES_PER_HEREDOC;
        if bytes > MAX_HEREDOC_NAME || total > MAX_HEREDOC_BYTES {
            return Err(LimitError::TooComplex);
        }
    }
    if total > 0 && max_nesting(text) > MAX_NESTING_WITH_HEREDOC {
        return Err(LimitError::TooComplex);
    }
    Ok(())
}

/// The length of a here-document's name as the grammar reads it: a quote that is not closed in its
/// line continues on the next.
fn heredoc_name_bytes(rest: &str) -> Option<usize> {
    let name = rest.trim_start_matches(['~', '-']);
    let first = name.chars().next()?;
    let quoted = matches!(first, '"' | '\'' | '`');
    if quoted {
        return Some(name[1..].find(first).unwrap_or(name.len()));
    }
    let is_name = first.is_alphanumeric() || first == '_' || first > '\u{7f}';
    is_name.then(|| name.find(char::is_whitespace).unwrap_or(name.len()))
}

/// The longest text with a dollar-quoted string, and the longest tag of one, in bytes: the grammar
/// of SQL leaks a copy of the open tag with each token.
const MAX_DOLLAR_QUOTED_BYTES: usize = 60_000;
const MAX_DOLLAR_TAG: usize = 60;

/// Rejects dollar-quoted strings that would leak too much memory; found by `scripts/fuzz`.
pub(crate) fn check_dollar_quotes(text: &str) -> Result<(), LimitError> {
    let tag_bytes = |at: usize| {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| c == '$' || c.is_whitespace())?;
        rest[end..].starts_with('$').then_some(end)
    };
    let mut tags = text.match_indices('$').filter_map(|(at, _)| tag_bytes(at));
    if tags.any(|tag| tag > MAX_DOLLAR_TAG || text.len() > MAX_DOLLAR_QUOTED_BYTES) {
        Err(LimitError::TooComplex)
    } else {
        Ok(())
    }
}

/// The deepest nesting of brackets, and the longest line in bytes. In each chunk of `CHUNK_BYTES`,
/// at least one of `MIN_VARIETY` sequences of `SEQUENCE_BYTES` must be distinct.
/// tree-sitter's error recovery takes memory and time by the square of what was left open, and does
/// not check the deadline meanwhile, so it is not given texts that repeat themselves without end,
/// as a model's answer may.
const MAX_NESTING: usize = 300;
const MAX_LINE_BYTES: usize = 4_000;
const CHUNK_BYTES: usize = 4_000;
const MIN_VARIETY: usize = 20;
const SEQUENCE_BYTES: usize = 8;

/// Rejects a text that is nested too deeply, has too long a line, or repeats itself. Brackets in
/// strings count too.
pub(crate) fn check_complexity(text: &str) -> Result<(), LimitError> {
    if max_nesting(text) > MAX_NESTING {
        return Err(LimitError::TooComplex);
    }
    if text.lines().any(|line| line.len() > MAX_LINE_BYTES) {
        return Err(LimitError::TooComplex);
    }
    // Chunk by chunk, since only the end of a text may repeat itself.
    if text.as_bytes().chunks_exact(CHUNK_BYTES).any(is_repetitive) {
        return Err(LimitError::TooComplex);
    }
    Ok(())
}

/// Whether a chunk has too few distinct sequences; stops once it has seen enough.
fn is_repetitive(chunk: &[u8]) -> bool {
    let mut distinct = HashSet::new();
    !chunk.windows(SEQUENCE_BYTES).any(|sequence| {
        distinct.insert(sequence);
        distinct.len() >= CHUNK_BYTES / MIN_VARIETY
    })
}

/// The deepest nesting of brackets; those in strings count too.
fn max_nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
