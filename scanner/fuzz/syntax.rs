//! Any text under any grammar.
#![no_main]

use atelier_scanner::ffi::atelier_check;
use atelier_scanner_fuzz::{call, path, split, DEADLINE_MS};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((language, text)) = split(input) else { return };
    let path = path(language);
    call(|out, length| {
        let (name, text) = (path.as_bytes(), text.as_bytes());
        // SAFETY: pointers and lengths are those of living slices.
        unsafe {
            atelier_check(
                name.as_ptr(),
                name.len(),
                text.as_ptr(),
                text.len(),
                DEADLINE_MS,
                out,
                length,
            )
        }
    });
});
