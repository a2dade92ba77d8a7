//! Preprocessor directives of C, C++ and C#.

use crate::c_lexer::{comment_length, literal_length, raw_string_length, tokenize};
use std::ops::Range;

/// A directive with its continuation lines.
pub(crate) struct Directive<'t> {
    pub range: Range<usize>,
    /// The word after `#`, such as `ifdef`.
    pub name: &'t str,
    /// All that follows the name.
    rest: &'t str,
    /// The same up to a comment.
    pub condition: &'t str,
}

/// The directives of a text, in order.
pub(crate) fn directives(text: &str) -> Vec<Directive<'_>> {
    let bytes = text.as_bytes();
    let mut directives = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while at < bytes.len() {
        let start = at + bytes[at..].iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
        let is_directive = bytes.get(start) == Some(&b'#');
        let mut end = start;
        while end < bytes.len() && bytes[end] != b'\n' {
            end += element_length(text, end, is_directive);
        }
        if is_directive {
            directives.push(directive(text, start..end.min(bytes.len())));
        }
        at = end + 1;
    }
    directives
}

fn directive(text: &str, range: Range<usize>) -> Directive<'_> {
    let content = text[range.start + 1..range.end].trim_start();
    let name_end = content.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(content.len());
    let (name, rest) = content.split_at(name_end);
    let takes_header = name.starts_with('i') && !name.starts_with("if") && name != "ident";
    // `//` in a header's name does not begin a comment.
    let comment_start = |mark: &str| {
        rest.find(mark).filter(|_| !takes_header || mark == "/*").unwrap_or(rest.len())
    };
    let condition = &rest[..comment_start("//").min(comment_start("/*"))];
    Directive { range, name, rest, condition }
}

/// The length of a verbatim string of C#: it ends at the first quote that is not doubled.
fn verbatim_string_length(rest: &[u8]) -> usize {
    let mut end = 1;
    while rest.get(end).is_some_and(|byte| *byte != b'"' || rest.get(end + 1) == Some(&b'"')) {
        end += if rest[end] == b'"' { 2 } else { 1 };
    }
    (end + 1).min(rest.len())
}

/// The length of the element at a byte: a comment, a string or a single byte of code; in a
/// directive also an escaped line end.
fn element_length(text: &str, at: usize, in_directive: bool) -> usize {
    let rest = &text.as_bytes()[at..];
    let end_of = |mark: &str, start: usize| {
        text[at + start..].find(mark).map_or(rest.len(), |end| start + end + mark.len())
    };
    match rest {
        [b'/', b'*' | b'/', ..] => comment_length(&text[at..]),
        [b'\\', b'\n', ..] => 2,
        [b'\\', b'\r', b'\n', ..] => 3,
        [b'R', b'"', ..] if !in_directive => {
            raw_string_length(&text[at + 1..]).map_or(rest.len(), |end| end + 1)
        }
        [b'@', b'"', ..] if !in_directive => 1 + verbatim_string_length(&rest[1..]),
        [b'@', b'$', b'"', ..] if !in_directive => 2 + verbatim_string_length(&rest[2..]),
        [b'"', b'"', b'"', ..] if !in_directive => end_of("\"\"\"", 3),
        // A quote that is not closed in its line is an apostrophe in a number, or a slip.
        [b'"' | b'\'', ..] => literal_length(rest).unwrap_or(1),
        _ => 1,
    }
}

/// All known directives; the empty one is valid.
const NAMES: [&str; 21] = [
    "",
    "if",
    "ifdef",
    "ifndef",
    "elif",
    "elifdef",
    "elifndef",
    "else",
    "endif",
    "define",
    "undef",
    "include",
    "include_next",
    "import",
    "line",
    "error",
    "warning",
    "pragma",
    "ident",
    "region",
    "endregion",
];

/// What is wrong with a directive, regardless of the others.
pub(crate) fn directive_error(directive: &Directive) -> Option<String> {
    let condition = directive.condition.trim();
    let count = |bracket| condition.matches(bracket).count();
    match directive.name {
        "include" | "import" | "include_next" => {
            let header = condition;
            let is_quoted = |open: char, close: char| {
                header.starts_with(open) && header.len() > 2 && header[1..].contains(close)
            };
            let is_macro = header.starts_with(|first: char| first.is_alphabetic() || first == '_')
                && !header.contains(['"', '>', '.', '/']);
            let is_valid = is_quoted('"', '"') || is_quoted('<', '>') || is_macro;
            let message = || format!("`#{}` needs a header in \"…\" or <…>", directive.name);
            (!is_valid).then(message)
        }
        "ifdef" | "ifndef" | "if" | "elif" if condition.is_empty() => {
            Some(format!("`#{}` needs a condition", directive.name))
        }
        "if" | "elif" if !condition.contains(['"', '\'']) && count('(') != count(')') => {
            Some("unbalanced parentheses in this condition".to_string())
        }
        "pragma" if directive.rest.matches('"').count() % 2 == 1 => {
            Some("a quote is not closed in its line".to_string())
        }
        "define" => match tokenize(directive.rest) {
            Err(_) => Some("a quote in this macro is not closed in its line".to_string()),
            Ok(tokens) => {
                let count =
                    |mark| tokens.iter().filter(|it| it.text(directive.rest) == mark).count();
                let is_balanced = count("(") == count(")");
                (!is_balanced).then(|| "unbalanced parentheses in this macro".to_string())
            }
        },
        name if !NAMES.contains(&name) => Some(format!("unknown directive `#{name}`")),
        _ => None,
    }
}
