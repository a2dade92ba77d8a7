//! Checks the quotes and parentheses of SQL, which are the same in all dialects.

use crate::preprocessor::PreprocessedText;
use crate::syntax_error::SyntaxError;

/// Reports unbalanced quotes and parentheses, and gives the grammar an empty text, since it knows
/// too little of each dialect.
pub(crate) fn check_delimiters(text: &str) -> Vec<PreprocessedText> {
    // Whether a backslash escapes depends on the dialect: the text need only be valid in one.
    let error =
        unbalanced_delimiter(text, false).filter(|_| unbalanced_delimiter(text, true).is_some());
    vec![PreprocessedText { text: String::new(), error }]
}

fn unbalanced_delimiter(text: &str, escapes: bool) -> Option<(usize, SyntaxError)> {
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(length) = element_length(text, at, escapes) else {
            let message = "this quote or comment is never closed";
            return Some((at, SyntaxError::at(text, at, message)));
        };
        match rest.as_bytes()[0] {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => {
                let missing = "`(`".to_string();
                let message = "`)` is never opened: `(` is missing";
                return Some((at, SyntaxError { missing, ..SyntaxError::at(text, at, message) }));
            }
            // A parenthesis that is open at the end of a statement is an error.
            b';' if !open.is_empty() && !holds_statements(text, open[0]) => break,
            _ => {}
        }
        at += length;
    }
    let at = open.pop()?;
    let message = "`(` is never closed: `)` is missing";
    let missing = "`)`".to_string();
    Some((at, SyntaxError { missing, ..SyntaxError::at(text, at, message) }))
}

/// Whether the parentheses at a byte may hold statements: those of a `CREATE RULE`.
fn holds_statements(text: &str, at: usize) -> bool {
    let mut words = text[..at].rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| {
        ["DO", "INSTEAD", "ALSO"].iter().any(|it| word.eq_ignore_ascii_case(it))
    })
}

/// The length of the element at a byte: a comment, a string, a quoted name or a character; `None`
/// if it is not closed.
fn element_length(text: &str, at: usize, escapes: bool) -> Option<usize> {
    let rest = &text[at..];
    let line_length = || rest.find('\n').unwrap_or(rest.len());
    let begins_line = text[..at].ends_with('\n') || at == 0;
    match rest.as_bytes()[0] {
        b'-' if rest.starts_with("--") => Some(line_length()),
        // A psql command, or a comment of MySQL.
        b'\\' | b'#' if begins_line => Some(line_length()),
        b'/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
        b'$' => Some(dollar_quoted_length(rest).unwrap_or(1)),
        quote @ (b'\'' | b'"' | b'`') => {
            let bytes = rest.as_bytes();
            // PostgreSQL knows escapes only in E'…'.
            let escapes = escapes || quote == b'\'' && text[..at].ends_with(['E', 'e']);
            let mut end = 1;
            loop {
                match bytes.get(end)? {
                    b'\\' if escapes => end += 2,
                    byte if *byte == quote && bytes.get(end + 1) == Some(&quote) => end += 2,
                    byte if *byte == quote => return Some(end + 1),
                    _ => end += 1,
                }
            }
        }
        _ => rest.chars().next().map(char::len_utf8),
    }
}

/// The length of `$tag$…$tag$`.
fn dollar_quoted_length(rest: &str) -> Option<usize> {
    let end = rest[1..].find('$')? + 2;
    let tag = &rest[..end];
    let is_word = tag[1..end - 1].chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_parameter = tag[1..].starts_with(|first: char| first.is_ascii_digit());
    (is_word && !is_parameter)
        .then(|| rest[end..].find(tag).map(|close| end + close + tag.len()))?
}
