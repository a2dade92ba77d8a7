//! Runs a call on a thread with a large stack.
//!
//! Parsers recurse into nested texts, and the caller's stack may be small: a thread of the JVM has
//! a megabyte. A stack overflow ends the process, so a text is read on a stack that its length
//! cannot overflow.

use crate::limits::LimitError;
use std::panic::resume_unwind;
use std::thread::{scope, Builder};

/// The stack's size: a base, and an addition for each byte of text. The system only commits the
/// pages that are used.
const BASE_BYTES: usize = 192 << 20;
const BYTES_PER_TEXT_BYTE: usize = 256;

/// Runs a call on a new thread with a stack for a text of `text_bytes`; waits for its result.
pub(crate) fn run_on_large_stack<T: Send>(
    text_bytes: usize,
    call: impl FnOnce() -> Result<T, LimitError> + Send,
) -> Result<T, LimitError> {
    scope(|threads| {
        let stack_bytes = BASE_BYTES + text_bytes * BYTES_PER_TEXT_BYTE;
        let builder = Builder::new().name("scanner".into()).stack_size(stack_bytes);
        let thread = builder.spawn_scoped(threads, call).map_err(|_| LimitError::TimedOut)?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
