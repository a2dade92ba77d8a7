//! Fuzz target: applies the default rules to any text.
#![no_main]

use atelier_scanner::ffi::{atelier_rules_new, atelier_scan};
use atelier_scanner::RuleSet;
use atelier_scanner_fuzz::{run, DEADLINE_MS};
use std::sync::LazyLock;

const DEFAULT_RULES: &str = include_str!("../../conf/rules.toml");

static RULES: LazyLock<&RuleSet> = LazyLock::new(|| {
    // SAFETY: the slice is alive, and the rules are never freed.
    let rules = unsafe { atelier_rules_new(DEFAULT_RULES.as_ptr(), DEFAULT_RULES.len()).as_ref() };
    rules.expect("valid rules")
});

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    run(input, |path, text, out, out_len| {
        // SAFETY: pointers and lengths are those of slices that are alive.
        unsafe {
            atelier_scan(
                &raw const **RULES,
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
