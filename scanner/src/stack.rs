//! A stack that is deep enough.
//!
//! The C code below recurses into texts that nest, and whoever calls may stand on a small stack: a
//! thread of the JVM has a megabyte. What overruns a stack ends the process, so a text is read on
//! one that its length cannot overrun.

use crate::limits::Refusal;
use std::panic::resume_unwind;
use std::thread::{scope, Builder};

/// Bytes of stack for each byte of text, and at the least; memory is only taken where it is used.
const PER_BYTE: usize = 256;
const LEAST: usize = 192 << 20;

/// Calls on a thread of its own, with a stack for a text of so many bytes.
pub(crate) fn deep<T: Send>(
    bytes: usize,
    call: impl FnOnce() -> Result<T, Refusal> + Send,
) -> Result<T, Refusal> {
    scope(|threads| {
        let builder = Builder::new().name("scanner".into()).stack_size(LEAST + bytes * PER_BYTE);
        let thread = builder.spawn_scoped(threads, call).map_err(|_| Refusal::TooSlow)?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
