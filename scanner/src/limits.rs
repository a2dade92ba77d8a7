//! What one call may cost.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// The longest text that is looked at, in bytes: more than any file a project may have.
pub const MAX_BYTES: usize = 2 << 20;

/// The deepest nesting that a recursive reader is given: it has a thread's stack, no more.
pub const MAX_DEPTH: usize = 256;

/// The longest text that a recursive reader is given when its depth is not known: each byte may be
/// a level.
pub const MAX_RECURSIVE_BYTES: usize = 60_000;

/// When a call must have come to an end.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// So many milliseconds from now.
    #[must_use]
    pub fn in_ms(ms: u64) -> Self {
        Self(Instant::now() + Duration::from_millis(ms.min(600_000)))
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.0
    }

    /// What is left of it.
    pub(crate) fn left_ms(&self) -> u64 {
        let left = self.0.saturating_duration_since(Instant::now());
        u64::try_from(left.as_millis()).unwrap_or(u64::MAX)
    }

    /// The same, as tree-sitter asks for it.
    pub(crate) fn flow(&self) -> ControlFlow<()> {
        if self.is_over() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Why a text was not looked at to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has more bytes than [`MAX_BYTES`].
    TooLong(usize),
    /// The deadline came first.
    TooSlow,
    /// The C code of its grammar cannot be trusted with it.
    TooIntricate,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::TooLong(bytes) => {
                write!(f, "the text has {bytes} bytes; the limit is {MAX_BYTES}: split it")
            }
            Self::TooIntricate => {
                write!(f, "the text is too intricate to be read: make it simpler")
            }
            Self::TooSlow => {
                write!(f, "the text could not be read in its time: make it simpler")
            }
        }
    }
}

/// What a grammar can be trusted with.
pub(crate) type Admission = fn(text: &str) -> Result<(), Refusal>;

/// Refuses what is too long.
pub(crate) fn admit(text: &str) -> Result<(), Refusal> {
    if text.len() > MAX_BYTES {
        Err(Refusal::TooLong(text.len()))
    } else {
        Ok(())
    }
}

/// The longest name of a here-document, in bytes, and what all of them may take: a grammar keeps
/// the length of one in a byte, and those that are open in a buffer of 1,024 bytes, together with
/// the strings that are, each in a bracket of the one before. It minds the end of the buffer by all
/// but one byte.
const MAX_HEREDOC_NAME: usize = 250;
const MAX_HEREDOC_BYTES: usize = 600;
const BYTES_PER_HEREDOC: usize = 4;
const MAX_NESTING_BESIDE: usize = 80;

/// Refuses what would overrun a grammar's memory; found by `tests/hostile.rs` and `scripts/proof`.
pub(crate) fn admit_heredocs(text: &str) -> Result<(), Refusal> {
    let names = text.match_indices("<<").filter_map(|(at, _)| heredoc_name(&text[at + 2..]));
    let mut all = 0;
    for bytes in names {
        all += bytes + BYTES_PER_HEREDOC;
        if bytes > MAX_HEREDOC_NAME || all > MAX_HEREDOC_BYTES {
            return Err(Refusal::TooIntricate);
        }
    }
    if all > 0 && nesting(text) > MAX_NESTING_BESIDE {
        return Err(Refusal::TooIntricate);
    }
    Ok(())
}

/// The bytes of a here-document's name, as far as its grammar takes it: a quote that is not closed
/// in its line goes on.
fn heredoc_name(rest: &str) -> Option<usize> {
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
/// of SQL leaks a copy of an open tag with each token.
const MAX_DOLLAR_BYTES: usize = 60_000;
const MAX_DOLLAR_TAG: usize = 60;

/// Refuses what would leak memory beyond measure; found by `scripts/fuzz`.
pub(crate) fn admit_dollars(text: &str) -> Result<(), Refusal> {
    let tag = |at: usize| {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| c == '$' || c.is_whitespace())?;
        rest[end..].starts_with('$').then_some(end)
    };
    let mut tags = text.match_indices('$').filter_map(|(at, _)| tag(at));
    if tags.any(|tag| tag > MAX_DOLLAR_TAG || text.len() > MAX_DOLLAR_BYTES) {
        Err(Refusal::TooIntricate)
    } else {
        Ok(())
    }
}

/// The deepest brackets of a text, and its longest line in bytes; from how many bytes on it must
/// not say the same again and again, and the least share of its pieces that has to be new.
/// Error recovery in the C code below takes memory and time by the square of what was left open,
/// and does not look at the clock while it does: what repeats itself without end, as a model may,
/// is not given to it.
const MAX_NESTING: usize = 300;
const MAX_LINE_BYTES: usize = 4_000;
const MANY_BYTES: usize = 4_000;
const MIN_VARIETY: usize = 20;
const PIECE_BYTES: usize = 8;

/// Refuses what nests or repeats itself beyond all sense; brackets in strings are counted along.
pub(crate) fn admit_shape(text: &str) -> Result<(), Refusal> {
    if nesting(text) > MAX_NESTING {
        return Err(Refusal::TooIntricate);
    }
    if text.lines().any(|line| line.len() > MAX_LINE_BYTES) {
        return Err(Refusal::TooIntricate);
    }
    // Each stretch by itself: a text may be sound but for its end.
    if text.as_bytes().chunks_exact(MANY_BYTES).any(repeats) {
        return Err(Refusal::TooIntricate);
    }
    Ok(())
}

/// Whether a stretch says the same again and again; of others the first lines tell.
fn repeats(stretch: &[u8]) -> bool {
    let mut pieces = HashSet::new();
    !stretch.windows(PIECE_BYTES).any(|piece| {
        pieces.insert(piece);
        pieces.len() >= MANY_BYTES / MIN_VARIETY
    })
}

/// How deep brackets nest; those in strings count too.
fn nesting(text: &str) -> usize {
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
