//! Any text under the shipped rules.
#![no_main]

use atelier_scanner::ffi::{atelier_rules_new, atelier_scan};
use atelier_scanner::Rules;
use atelier_scanner_fuzz::{call, path, split, DEADLINE_MS};
use std::sync::LazyLock;

const SHIPPED: &str = include_str!("../../conf/rules.toml");

static RULES: LazyLock<&Rules> = LazyLock::new(|| {
    // SAFETY: the slice lives, and so do the rules, which are never given back.
    unsafe { atelier_rules_new(SHIPPED.as_ptr(), SHIPPED.len()).as_ref() }.expect("they are rules")
});

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((language, text)) = split(input) else { return };
    let path = path(language);
    call(|out, length| {
        let (name, text) = (path.as_bytes(), text.as_bytes());
        // SAFETY: pointers and lengths are those of living slices.
        unsafe {
            atelier_scan(
                &raw const **RULES,
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
