//! Tells comments, strings and code apart: what a string says is no unfinished work.
//!
//! By the tree where the language has a grammar and the text can be read; else by a small lexer for
//! each family of languages.

use crate::language::Language;
use crate::limits::{Deadline, Refusal};
use crate::outline::Outline;
use crate::stack::deep;

/// Where a byte of a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a comment.
    Comment,
    /// In a string.
    String,
    /// Anywhere else.
    Code,
}

/// How a family of languages writes comments and strings.
struct Family {
    endings: &'static [&'static str],
    line: &'static [&'static str],
    block: &'static [(&'static str, &'static str)],
    strings: &'static [&'static str],
}

const FAMILIES: &[Family] = &[
    Family {
        endings: &[".py", ".pyi", ".pyw"],
        line: &["#"],
        block: &[],
        strings: &["\"\"\"", "'''", "\"", "'"],
    },
    Family {
        endings: &[
            ".rb",
            ".sh",
            ".bash",
            ".yaml",
            ".yml",
            ".toml",
            ".pl",
            ".r",
            ".mk",
            "dockerfile",
            "makefile",
            ".conf",
            ".cfg",
            ".ini",
            ".env",
            ".properties",
        ],
        line: &["#"],
        block: &[],
        strings: &["\"", "'"],
    },
    Family { endings: &[".ex", ".exs"], line: &["#"], block: &[], strings: &["\"\"\"", "\"", "'"] },
    Family { endings: &[".erl", ".hrl"], line: &["%"], block: &[], strings: &["\""] },
    Family { endings: &[".sql"], line: &["--"], block: &[("/*", "*/")], strings: &["'", "\""] },
    Family { endings: &[".lua"], line: &["--"], block: &[("--[[", "]]")], strings: &["\"", "'"] },
    Family {
        endings: &[".html", ".htm", ".xml", ".svg", ".md", ".vue", ".svelte"],
        line: &[],
        block: &[("<!--", "-->")],
        strings: &[],
    },
    Family { endings: &[".css"], line: &[], block: &[("/*", "*/")], strings: &["\"", "'"] },
    Family { endings: &[".json", ".txt", ".csv"], line: &[], block: &[], strings: &["\""] },
    Family {
        endings: &[".php"],
        line: &["//", "#"],
        block: &[("/*", "*/")],
        strings: &["\"", "'"],
    },
    Family {
        endings: &[".rs", ".kt", ".swift", ".dart", ".scala"],
        line: &["//"],
        block: &[("/*", "*/")],
        strings: &["\"\"\"", "\""],
    },
];

/// C and all that took its comments: what is not named above.
const C_LIKE: Family = Family {
    endings: &[],
    line: &["//"],
    block: &[("/*", "*/")],
    strings: &["\"\"\"", "\"", "'", "`"],
};

fn family(path: &str) -> &'static Family {
    let lower = path.to_lowercase();
    FAMILIES
        .iter()
        .find(|family| family.endings.iter().any(|ending| lower.ends_with(ending)))
        .unwrap_or(&C_LIKE)
}

/// The spans of a text, in order and without gaps: where each begins (in bytes), and what it is.
///
/// # Errors
/// Where the deadline came first.
pub fn places(path: &str, text: &str, deadline: Deadline) -> Result<Vec<(usize, Place)>, Refusal> {
    let Some(language) = Language::of(path) else { return Ok(lexed(path, text)) };
    match language.admit(text) {
        Err(Refusal::TooIntricate) => return Ok(lexed(path, text)),
        admitted => admitted?,
    }
    deep(text.len(), || {
        let tree = language.parse(text, deadline)?;
        Ok(flat(Outline::of(language, text, &tree, deadline).spans))
    })
}

/// Spans within spans, laid out side by side: the innermost is what a byte stands in.
fn flat(mut nested: Vec<(usize, usize, Place)>) -> Vec<(usize, Place)> {
    nested.sort_by_key(|&(from, to, _)| (from, std::cmp::Reverse(to)));
    let mut spans = vec![(0, Place::Code)];
    let mut around: Vec<(usize, Place)> = Vec::new();
    let leave = |around: &mut Vec<(usize, Place)>, spans: &mut Vec<_>, until: usize| {
        while let Some(end) = around.last().map(|(end, _)| *end).filter(|end| *end <= until) {
            around.pop();
            spans.push((end, around.last().map_or(Place::Code, |(_, place)| *place)));
        }
    };
    for (from, to, place) in nested {
        leave(&mut around, &mut spans, from);
        spans.push((from, place));
        around.push((to, place));
    }
    leave(&mut around, &mut spans, usize::MAX);
    spans
}

fn lexed(path: &str, text: &str) -> Vec<(usize, Place)> {
    let family = family(path);
    let mut spans = vec![(0, Place::Code)];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, place) = next(family, rest);
        if place != Place::Code {
            spans.push((at, place));
            spans.push((at + length, Place::Code));
        }
        at += length;
    }
    spans
}

/// What begins here, and its length in bytes: one character of code, or a whole comment or string.
fn next(family: &Family, rest: &str) -> (usize, Place) {
    for (open, close) in family.block {
        if rest.starts_with(open) {
            return (until(rest, open.len(), close), Place::Comment);
        }
    }
    if family.line.iter().any(|open| rest.starts_with(open)) {
        return (rest.find('\n').unwrap_or(rest.len()), Place::Comment);
    }
    for quote in family.strings {
        if rest.starts_with(quote) {
            return (string(rest, quote), Place::String);
        }
    }
    (rest.chars().next().map_or(1, char::len_utf8), Place::Code)
}

fn until(rest: &str, from: usize, close: &str) -> usize {
    rest[from..].find(close).map_or(rest.len(), |found| from + found + close.len())
}

/// A string ends at its quote, unless that is escaped; a short one also at the end of its line.
fn string(rest: &str, quote: &str) -> usize {
    let long = quote.len() > 1 || quote == "`";
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip_while(|(at, _)| *at < quote.len()) {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if rest[at..].starts_with(quote) {
            return at + quote.len();
        } else if character == '\n' && !long {
            return at;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::{places, Place};
    use crate::limits::Deadline;

    fn comments(path: &str, text: &str) -> Vec<String> {
        let spans = places(path, text, Deadline::in_ms(5_000)).expect("there is time");
        spans
            .iter()
            .enumerate()
            .filter(|(_, (_, place))| *place == Place::Comment)
            .map(|(i, (from, _))| {
                let to = spans.get(i + 1).map_or(text.len(), |next| next.0);
                text[*from..to].to_string()
            })
            .collect()
    }

    #[test]
    fn finds_comments_and_not_what_looks_like_them() {
        assert_eq!(comments("a.py", "x = '# no' # yes\n"), ["# yes"]);
        assert_eq!(
            comments("a.js", "u = \"http://x\"; // yes\n/* a\nb */ c"),
            ["// yes", "/* a\nb */"]
        );
        assert_eq!(comments("a.py", "\"\"\"# no\n# no\n\"\"\"\n# yes"), ["# yes"]);
        assert_eq!(comments("a.sql", "SELECT '--no' -- yes"), ["-- yes"]);
        assert_eq!(comments("a.html", "<p># // no</p><!-- yes -->"), ["<!-- yes -->"]);
        assert_eq!(comments("a.js", "'it\\'s // no'"), Vec::<String>::new());
        assert_eq!(comments("a.js", "x = /\"#/; `${f(/* yes */ '// no')}`"), ["/* yes */"]);
        assert_eq!(comments("a.conf", "x = '# no' # yes\n"), ["# yes"]);
        assert_eq!(comments("a.xml", "<a b='# no'/><!-- yes -->"), ["<!-- yes -->"]);
    }

    #[test]
    fn comes_to_an_end_with_whatever_is_left_open() {
        for text in ["\"", "/*", "`", "\"\\", "'''", "<!--", "\u{1F600}\"\u{1F600}"] {
            for path in ["a.py", "a.js", "a.html", "a.lua", "a.conf", "a.swift", "a.xml"] {
                let spans = places(path, text, Deadline::in_ms(5_000)).expect("there is time");
                assert!(!spans.is_empty());
            }
        }
    }
}
