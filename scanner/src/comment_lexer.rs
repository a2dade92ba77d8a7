//! A lexer for comments and strings, for files whose language has no grammar, or that are too
//! complex to parse.

use crate::region::Region;

/// The comment and string syntax of some languages.
struct LexicalSyntax {
    /// How their paths end, in lower case.
    suffixes: &'static [&'static str],
    line_comments: &'static [&'static str],
    block_comments: &'static [(&'static str, &'static str)],
    quotes: &'static [&'static str],
}

const SYNTAXES: &[LexicalSyntax] = &[
    LexicalSyntax {
        suffixes: &[".py", ".pyi", ".pyw"],
        line_comments: &["#"],
        block_comments: &[],
        quotes: &["\"\"\"", "'''", "\"", "'"],
    },
    LexicalSyntax {
        suffixes: &[
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
        line_comments: &["#"],
        block_comments: &[],
        quotes: &["\"", "'"],
    },
    LexicalSyntax {
        suffixes: &[".ex", ".exs"],
        line_comments: &["#"],
        block_comments: &[],
        quotes: &["\"\"\"", "\"", "'"],
    },
    LexicalSyntax {
        suffixes: &[".erl", ".hrl"],
        line_comments: &["%"],
        block_comments: &[],
        quotes: &["\""],
    },
    LexicalSyntax {
        suffixes: &[".sql"],
        line_comments: &["--"],
        block_comments: &[("/*", "*/")],
        quotes: &["'", "\""],
    },
    LexicalSyntax {
        suffixes: &[".lua"],
        line_comments: &["--"],
        block_comments: &[("--[[", "]]")],
        quotes: &["\"", "'"],
    },
    LexicalSyntax {
        suffixes: &[".html", ".htm", ".xml", ".svg", ".md", ".vue", ".svelte"],
        line_comments: &[],
        block_comments: &[("<!--", "-->")],
        quotes: &[],
    },
    LexicalSyntax {
        suffixes: &[".css"],
        line_comments: &[],
        block_comments: &[("/*", "*/")],
        quotes: &["\"", "'"],
    },
    LexicalSyntax {
        suffixes: &[".json", ".txt", ".csv"],
        line_comments: &[],
        block_comments: &[],
        quotes: &["\""],
    },
    LexicalSyntax {
        suffixes: &[".php"],
        line_comments: &["//", "#"],
        block_comments: &[("/*", "*/")],
        quotes: &["\"", "'"],
    },
    LexicalSyntax {
        suffixes: &[".rs", ".kt", ".swift", ".dart", ".scala"],
        line_comments: &["//"],
        block_comments: &[("/*", "*/")],
        quotes: &["\"\"\"", "\""],
    },
];

/// C's comments, for all other files.
const C_LIKE: LexicalSyntax = LexicalSyntax {
    suffixes: &[],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: &["\"\"\"", "\"", "'", "`"],
};

fn syntax_of(path: &str) -> &'static LexicalSyntax {
    let lower = path.to_lowercase();
    SYNTAXES
        .iter()
        .find(|syntax| syntax.suffixes.iter().any(|suffix| lower.ends_with(suffix)))
        .unwrap_or(&C_LIKE)
}

/// The regions of a text, as [`crate::regions`] returns them.
pub(crate) fn lex_regions(path: &str, text: &str) -> Vec<(usize, Region)> {
    let syntax = syntax_of(path);
    let mut regions = vec![(0, Region::Code)];
    let mut at = 0;
    while at < text.len() {
        let (length, region) = next_region(syntax, &text[at..]);
        if region != Region::Code {
            regions.push((at, region));
            regions.push((at + length, Region::Code));
        }
        at += length;
    }
    regions
}

/// The length in bytes and the kind of what follows: a comment, a string, or one character of code.
fn next_region(syntax: &LexicalSyntax, rest: &str) -> (usize, Region) {
    for (open, close) in syntax.block_comments {
        if rest.starts_with(open) {
            return (comment_length(rest, open, close), Region::Comment);
        }
    }
    if syntax.line_comments.iter().any(|open| rest.starts_with(open)) {
        return (rest.find('\n').unwrap_or(rest.len()), Region::Comment);
    }
    for quote in syntax.quotes {
        if rest.starts_with(quote) {
            return (string_length(rest, quote), Region::String);
        }
    }
    (rest.chars().next().map_or(1, char::len_utf8), Region::Code)
}

fn comment_length(rest: &str, open: &str, close: &str) -> usize {
    let content = &rest[open.len()..];
    content.find(close).map_or(rest.len(), |end| open.len() + end + close.len())
}

/// The length of a string, up to its first quote that is not escaped; a string in single-character
/// quotes, except backticks, also ends with its line.
fn string_length(rest: &str, quote: &str) -> usize {
    let is_multiline = quote.len() > 1 || quote == "`";
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip_while(|(at, _)| *at < quote.len()) {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if rest[at..].starts_with(quote) {
            return at + quote.len();
        } else if character == '\n' && !is_multiline {
            return at;
        }
    }
    rest.len()
}
