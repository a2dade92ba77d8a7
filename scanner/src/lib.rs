//! The scanner: rules from a TOML file, applied to the comments, strings or code of a text.
//!
//! The crate is used twice: as a library of Rust by its tests, and as a C library by the JVM. Only
//! [`ffi`] knows of the latter, and only there is unsafe code.
#![deny(unsafe_code)]

pub mod ffi;
mod finding;
mod place;
mod rules;

pub use finding::{Finding, Severity};
pub use place::{places, Place};
pub use rules::{Rule, Rules};

/// The longest text that is looked at, in bytes: more than any file a project may have.
pub const MAX_BYTES: usize = 2 << 20;

/// Scans one text; `path` tells its language by its ending.
///
/// # Errors
/// Where the text is too long.
pub fn scan(rules: &Rules, path: &str, text: &str) -> Result<Vec<Finding>, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("{path} has {} bytes; the limit is {MAX_BYTES}", text.len()));
    }
    Ok(rules.findings(path, text))
}
