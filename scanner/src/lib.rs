//! The scanner: reads code that a model has written.
//!
//! [`analyze`] finds the syntax errors of a text, what it declares and what it imports; [`scan`]
//! applies rules from a TOML file to its comments, strings or code. The crate has three users: the
//! JVM, through the C functions of [`ffi`]; the program `atelier-scan`; and its own tests. Unsafe
//! code is only in [`ffi`] and in the memory guard.
#![deny(unsafe_code)]

mod bracket_matching;
mod c_lexer;
mod comment_lexer;
mod contextual_keywords;
mod directives;
mod dockerfile;
mod error_message;
mod facts;
pub mod ffi;
mod ffi_error;
mod file_walker;
mod finding;
mod language;
mod languages;
mod large_stack;
mod limits;
mod macros;
mod memory_guard;
mod mutants;
mod mutation_operators;
mod outline;
mod position;
mod preprocessor;
mod reference_parser;
mod region;
mod regions;
mod report;
mod rule;
mod rule_set;
mod sql;
mod strict_checks;
mod syntax;
mod syntax_analysis;
mod syntax_error;
mod template;
mod tree_walk;

pub use facts::{Arity, Export, FileFacts, Use, UseKind};
pub use finding::{Finding, Severity};
pub use language::Language;
pub use languages::ALL;
pub use limits::{Deadline, LimitError, MAX_BYTES};
pub use mutants::{mutants, Mutant, MutantRequest};
pub use outline::{Import, Symbol};
pub use region::Region;
pub use regions::regions;
pub use report::{ReportFormat, ScanReport, ScanRequest};
pub use rule::Rule;
pub use rule_set::{scan, RuleSet};
pub use syntax_analysis::{analyze, syntax_errors, SyntaxAnalysis};
pub use syntax_error::SyntaxError;
