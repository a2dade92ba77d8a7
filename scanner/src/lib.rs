//! The scanner: reads code that a model has just written.
//!
//! [`check`] tells what is wrong with its syntax, what it declares and imports; [`scan`] applies
//! rules from a TOML file to its comments, strings or code. The crate is used three times: by the
//! JVM as a C library through [`ffi`], where alone is unsafe code; by the program `atelier-scan`;
//! and by its tests.
#![deny(unsafe_code)]

mod brackets;
mod directives;
mod dockerfile;
mod fault;
mod fence;
pub mod ffi;
mod finding;
mod language;
mod languages;
mod limits;
mod macros;
mod outline;
mod place;
mod preprocessor;
mod problem;
mod reader;
mod reading;
mod report;
mod rule;
mod rules;
mod soft_words;
mod sql;
mod stack;
mod strictness;
mod syntax;
mod template;
mod token;
mod tree;
mod walk;
mod wording;

pub use finding::{Finding, Severity};
pub use language::Language;
pub use languages::ALL;
pub use limits::{Deadline, Refusal, MAX_BYTES};
pub use outline::{Import, Name};
pub use place::{places, Place};
pub use problem::Problem;
pub use reading::{check, faults, Reading};
pub use report::{Answer, Form, Request};
pub use rule::Rule;
pub use rules::Rules;

/// Scans one text; `path` tells its language by its ending.
///
/// # Errors
/// Where the text is too long, or the deadline came first.
pub fn scan(
    rules: &Rules,
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<Vec<Finding>, Refusal> {
    limits::admit(text)?;
    rules.findings(path, text, deadline)
}
