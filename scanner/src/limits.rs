//! What one call may cost.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// The longest text that is looked at, in bytes: more than any file a project may have.
pub const MAX_BYTES: usize = 2 << 20;

/// The deepest nesting that a recursive reader is given: it has a thread's stack, no more.
pub const MAX_DEPTH: usize = 256;

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
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::TooLong(bytes) => {
                write!(f, "the text has {bytes} bytes; the limit is {MAX_BYTES}: split it")
            }
            Self::TooSlow => {
                write!(f, "the text could not be read within its time: make it simpler")
            }
        }
    }
}

/// Refuses what is too long.
pub(crate) fn admit(text: &str) -> Result<(), Refusal> {
    if text.len() > MAX_BYTES {
        Err(Refusal::TooLong(text.len()))
    } else {
        Ok(())
    }
}
