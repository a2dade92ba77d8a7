//! Fuzz target: analyses any text in any language.
#![no_main]

use atelier_scanner::ffi::atelier_check;
use atelier_scanner_fuzz::{run, DEADLINE_MS};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    run(input, |path, text, out, out_len| {
        // SAFETY: pointers and lengths are those of slices that are alive.
        unsafe {
            atelier_check(
                path.as_ptr(),
                path.len(),
                text.as_ptr(),
                text.len(),
                DEADLINE_MS,
                out,
                out_len,
            )
        }
    });
});
