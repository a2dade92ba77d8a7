//! The lines that are the preprocessor's, in C, C++ and C#.

use crate::token::{self, tokens};
use std::ops::Range;

/// A line that is the preprocessor's, with those that go on with it.
pub(crate) struct Directive<'t> {
    pub range: Range<usize>,
    pub word: &'t str,
    /// All that follows the word, and the same up to a comment.
    rest: &'t str,
    pub condition: &'t str,
}

/// All directives of a text, in order.
pub(crate) fn directives(text: &str) -> Vec<Directive<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while at < bytes.len() {
        let begin = at + bytes[at..].iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
        let is_directive = bytes.get(begin) == Some(&b'#');
        let mut end = begin;
        while end < bytes.len() && bytes[end] != b'\n' {
            end += piece(text, end, is_directive);
        }
        if is_directive {
            found.push(directive(text, begin..end.min(bytes.len())));
        }
        at = end + 1;
    }
    found
}

fn directive(text: &str, range: Range<usize>) -> Directive<'_> {
    let said = text[range.start + 1..range.end].trim_start();
    let word_end = said.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(said.len());
    let (word, rest) = said.split_at(word_end);
    let is_name = word.starts_with('i') && !word.starts_with("if") && word != "ident";
    // What looks like a comment in the name of a header is none.
    let ends =
        |mark: &str| rest.find(mark).filter(|_| !is_name || mark == "/*").unwrap_or(rest.len());
    let condition = &rest[..ends("//").min(ends("/*"))];
    Directive { range, word, rest, condition }
}

/// The length of a string of C# that ends at the first quote that is not two.
fn verbatim(rest: &[u8]) -> usize {
    let mut end = 1;
    while rest.get(end).is_some_and(|byte| *byte != b'"' || rest.get(end + 1) == Some(&b'"')) {
        end += if rest[end] == b'"' { 2 } else { 1 };
    }
    (end + 1).min(rest.len())
}

/// The length of what begins here: a comment, a string or a single byte of code; in a directive
/// what goes on in the next line is part of it.
fn piece(text: &str, at: usize, in_directive: bool) -> usize {
    let rest = &text.as_bytes()[at..];
    let found = |mark: &str, from: usize| {
        text[at + from..].find(mark).map_or(rest.len(), |end| from + end + mark.len())
    };
    match rest {
        [b'/', b'*' | b'/', ..] => token::comment(&text[at..]),
        [b'\\', b'\n', ..] => 2,
        [b'\\', b'\r', b'\n', ..] => 3,
        [b'R', b'"', ..] if !in_directive => {
            token::raw(&text[at + 1..]).map_or(rest.len(), |end| end + 1)
        }
        [b'@', b'"', ..] if !in_directive => 1 + verbatim(&rest[1..]),
        [b'@', b'$', b'"', ..] if !in_directive => 2 + verbatim(&rest[2..]),
        [b'"', b'"', b'"', ..] if !in_directive => found("\"\"\"", 3),
        // What is not closed in its line is no string: an apostrophe within a number, a slip.
        [b'"' | b'\'', ..] => token::quoted(rest).unwrap_or(1),
        _ => 1,
    }
}

/// What the preprocessor knows.
const WORDS: [&str; 21] = [
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

/// What is wrong with a directive by itself.
pub(crate) fn malformed(directive: &Directive) -> Option<String> {
    let said = directive.condition.trim();
    let count = |bracket| said.matches(bracket).count();
    match directive.word {
        "include" | "import" | "include_next" => {
            let closed = |open: char, close: char| {
                said.starts_with(open) && said.len() > 2 && said[1..].contains(close)
            };
            let named = said.starts_with(|first: char| first.is_alphabetic() || first == '_')
                && !said.contains(['"', '>', '.', '/']);
            let sound = closed('"', '"') || closed('<', '>') || named;
            (!sound).then(|| "the name of a header stands in \"…\" or <…>".to_string())
        }
        "ifdef" | "ifndef" | "if" | "elif" if said.is_empty() => {
            Some(format!("`#{}` asks for nothing", directive.word))
        }
        "if" | "elif" if !said.contains(['"', '\'']) && count('(') != count(')') => {
            Some("brackets of a condition do not pair up".to_string())
        }
        "pragma" if directive.rest.matches('"').count() % 2 == 1 => {
            Some("a quote is opened here and not closed in its line".to_string())
        }
        "define" => match tokens(directive.rest) {
            Err(_) => {
                Some("a quote is opened in this macro and not closed in its line".to_string())
            }
            Ok(tokens) => {
                let count = |mark| tokens.iter().filter(|it| it.of(directive.rest) == mark).count();
                let sound = count("(") == count(")");
                (!sound).then(|| "brackets of this macro do not pair up".to_string())
            }
        },
        word if !WORDS.contains(&word) => Some(format!("`#{word}` is no directive")),
        _ => None,
    }
}
