//! How far a grammar's word is taken: one that does not see through macros is wrong where a text
//! uses them.

use regex::Regex;
use std::sync::LazyLock;

/// What is told of the errors that a grammar finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// All of them.
    Full,
    /// Only brackets that do not pair up.
    Brackets,
    /// None.
    None,
}

/// A branch that some compilations leave out.
static BRANCH: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?m)^[ \t]*#[ \t]*(?:if|el)"));

/// A macro that stands where the grammar wants something else: before a name, after a number or a
/// string, alone on its line.
static MACRO: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?m)\b_*[A-Z][A-Z0-9_]{2,}[ \t]+[A-Za-z_*\x22]",
        r"|[0-9A-Za-z_)\x22][ \t]+_*[A-Z][A-Z0-9_]{2,}\b[ \t]*(?:\n|\x22)",
        r"|\x22\s+[A-Z]\w+|\b[0-9]+[ \t]+[A-Z]",
        r"|^[ \t]*_*[A-Z][A-Z0-9_]{2,}\b[ \t]*(?:\([^;{]*\))?[ \t]*$",
    ))
});

/// Comments and strings, whose words are none of the code's.
static NO_CODE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"(?s)/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?m:^[ \t]*#[^\n]*)"#,
    )
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"))
}

/// C and C++: full where nothing but the guard around a header depends on the preprocessor.
pub(crate) fn of_c(text: &str) -> Trust {
    let guarded = text.contains("#ifndef") && text.trim_end().ends_with("#endif");
    let branches = BRANCH.find_iter(text).count();
    if branches > usize::from(guarded) || MACRO.is_match(&NO_CODE.replace_all(text, "\"\"")) {
        Trust::None
    } else {
        Trust::Full
    }
}

/// C#, whose grammar stumbles over branches within lists and switches.
pub(crate) fn of_csharp(text: &str) -> Trust {
    if BRANCH.is_match(text) {
        Trust::None
    } else {
        Trust::Full
    }
}
