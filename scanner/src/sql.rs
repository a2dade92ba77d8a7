//! Quotes and brackets of SQL: all that can be told of it whatever its dialect is.

use crate::preprocessor::Branch;
use crate::problem::Problem;

/// Tells what does not pair up, and leaves nothing to the grammar, which knows too little of each
/// dialect.
pub(crate) fn paired(text: &str) -> Vec<Branch> {
    // Whether a backslash escapes is a matter of the dialect: either will do.
    let fault = unpaired(text, false).filter(|_| unpaired(text, true).is_some());
    vec![Branch { text: String::new(), fault }]
}

fn unpaired(text: &str, escapes: bool) -> Option<(usize, Problem)> {
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(length) = piece(text, at, escapes) else {
            let message = "a quote or a comment is opened here and never closed";
            return Some((at, Problem::at(text, at, message)));
        };
        match rest.as_bytes()[0] {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => {
                let missing = "`(`".to_string();
                let message = "`)` closes nothing: `(` is missing";
                return Some((at, Problem { missing, ..Problem::at(text, at, message) }));
            }
            // What is left open at the end of a statement stays open.
            b';' if !open.is_empty() && !in_body(text, open[0]) => break,
            _ => {}
        }
        at += length;
    }
    let at = open.pop()?;
    let message = "`(` is never closed: `)` is missing";
    Some((at, Problem { missing: "`)`".to_string(), ..Problem::at(text, at, message) }))
}

/// Whether brackets here may hold statements: those of a rule.
fn in_body(text: &str, at: usize) -> bool {
    let mut words = text[..at].rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| {
        ["DO", "INSTEAD", "ALSO"].iter().any(|it| word.eq_ignore_ascii_case(it))
    })
}

/// The length of what begins here: a comment, a string, a name in quotes, a byte; nothing: it does
/// not end.
fn piece(text: &str, at: usize, escapes: bool) -> Option<usize> {
    let rest = &text[at..];
    let line = || rest.find('\n').unwrap_or(rest.len());
    let begins = text[..at].ends_with('\n') || at == 0;
    match rest.as_bytes()[0] {
        b'-' if rest.starts_with("--") => Some(line()),
        // A word for the program that sends the statements, or a comment of MySQL.
        b'\\' | b'#' if begins => Some(line()),
        b'/' if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
        b'$' => Some(dollar(rest).unwrap_or(1)),
        quote @ (b'\'' | b'"' | b'`') => {
            let bytes = rest.as_bytes();
            // PostgreSQL escapes in E'…' alone.
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
fn dollar(rest: &str) -> Option<usize> {
    let end = rest[1..].find('$')? + 2;
    let tag = &rest[..end];
    let named = tag[1..end - 1].chars().all(|next| next.is_alphanumeric() || next == '_');
    let digit = tag[1..].starts_with(|first: char| first.is_ascii_digit());
    (named && !digit).then(|| rest[end..].find(tag).map(|close| end + close + tag.len()))?
}
