//! What a compiler of C, C++ or C# sees of a text: one branch of each condition, no directives.
//!
//! Which branch it is depends on names that are not known here; a name is taken for defined where
//! it is first asked for, and for what that made of it from there on.

use crate::problem::Problem;
use std::collections::HashMap;
use std::ops::Range;

/// A text as its grammar is given it: as many bytes and lines as there were.
pub(crate) struct Branch {
    /// What is left of the text; blanks stand for what is not.
    pub text: String,
    /// What is wrong with the conditions themselves, and its byte.
    pub fault: Option<(usize, Problem)>,
}

/// A line that is the preprocessor's, with those that go on with it.
struct Directive<'t> {
    range: Range<usize>,
    word: &'t str,
    condition: &'t str,
}

/// A condition that is open.
struct Open {
    at: usize,
    /// Whether what stands around it is left out.
    hidden: bool,
    /// Whether a branch of it was taken, and whether this is the one.
    taken: bool,
    here: bool,
}

/// Leaves one branch of each condition, and blanks the rest.
pub(crate) fn one_branch(text: &str) -> Branch {
    let mut bytes = text.as_bytes().to_vec();
    let mut assumed: HashMap<String, bool> = HashMap::new();
    let mut open: Vec<Open> = Vec::new();
    let mut fault = None;
    let mut shown_from = 0;
    for directive in directives(text) {
        let hides = open.last().is_some_and(|it| !it.here);
        if hides {
            blank(&mut bytes, shown_from..directive.range.start);
        }
        shown_from = directive.range.end;
        let at = directive.range.start;
        match directive.word {
            "if" | "ifdef" | "ifndef" => {
                let here = !hides && holds(&directive, &mut assumed);
                open.push(Open { at, hidden: hides, taken: here, here });
            }
            "elif" | "elifdef" | "elifndef" | "else" => match open.last_mut() {
                Some(it) => {
                    it.here = !it.hidden
                        && !it.taken
                        && (directive.word == "else" || holds(&directive, &mut assumed));
                    it.taken |= it.here;
                }
                None => fault = fault.or_else(|| Some(alone(text, &directive))),
            },
            "endif" => {
                if open.pop().is_none() {
                    fault = fault.or_else(|| Some(alone(text, &directive)));
                }
            }
            _ => {}
        }
        blank(&mut bytes, directive.range);
    }
    let fault = fault.or_else(|| open.last().map(|it| unended(text, it.at)));
    Branch { text: String::from_utf8(bytes).unwrap_or_default(), fault }
}

fn alone(text: &str, directive: &Directive) -> (usize, Problem) {
    let at = directive.range.start;
    let message = format!("`#{}` belongs to no `#if`", directive.word);
    (at, Problem { missing: "`#if`".into(), ..Problem::at(text, at, message) })
}

fn unended(text: &str, at: usize) -> (usize, Problem) {
    let message = "the condition of the preprocessor is never ended: `#endif` is missing";
    (at, Problem { missing: "`#endif`".into(), ..Problem::at(text, at, message) })
}

/// Blanks all but the ends of lines.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' && *byte != b'\r' {
            *byte = b' ';
        }
    }
}

/// Whether a condition is taken to hold; the same question has the same answer.
fn holds(directive: &Directive, assumed: &mut HashMap<String, bool>) -> bool {
    let asked: String = directive.condition.split_whitespace().collect();
    let (negated, name) = match directive.word.trim_start_matches("el") {
        "ifndef" => (true, asked.as_str()),
        "ifdef" => (false, asked.as_str()),
        _ => {
            let bare = asked.trim_start_matches('!');
            (bare.len() % 2 != asked.len() % 2, bare.trim_start_matches("defined"))
        }
    };
    let name = name.trim_start_matches('(').trim_end_matches(')');
    match name {
        "0" | "false" | "__cplusplus" => negated,
        "1" | "true" => !negated,
        _ => *assumed.entry(name.to_string()).or_insert(!negated) != negated,
    }
}

/// All directives of a text, in order.
fn directives(text: &str) -> Vec<Directive<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
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
    let condition = rest.split("//").next().unwrap_or_default();
    let condition = condition.split("/*").next().unwrap_or_default();
    Directive { range, word, condition }
}

/// The length of what begins here: a comment, a string or a single byte of code; in a directive
/// what goes on in the next line is part of it.
fn piece(text: &str, at: usize, in_directive: bool) -> usize {
    let rest = &text.as_bytes()[at..];
    let found = |mark: &str, from: usize| {
        text[at + from..].find(mark).map_or(rest.len(), |end| from + end + mark.len())
    };
    match rest {
        [b'/', b'*', ..] => found("*/", 2),
        [b'/', b'/', ..] => text[at..].find('\n').unwrap_or(rest.len()),
        [b'\\', b'\n', ..] => 2,
        [b'\\', b'\r', b'\n', ..] => 3,
        [b'R', b'"', ..] if !in_directive => raw(&text[at..]).unwrap_or(1),
        [b'@', b'"', ..] if !in_directive => found("\"", 2),
        [b'"', b'"', b'"', ..] if !in_directive => found("\"\"\"", 3),
        [quote @ (b'"' | b'\''), ..] => {
            let mut end = 1;
            while end < rest.len() && rest[end] != b'\n' && rest[end] != *quote {
                end += if rest[end] == b'\\' { 2 } else { 1 };
            }
            let closed = rest.get(end) == Some(quote);
            // What is not closed in its line is no string: an apostrophe within a number, a slip.
            if closed { end + 1 } else { 1 }
        }
        _ => 1,
    }
}

/// The length of a raw string of C++.
fn raw(text: &str) -> Option<usize> {
    let (tag, _) = text[2..].split_once('(').filter(|(tag, _)| tag.len() <= 16)?;
    let close = format!("){tag}\"");
    text.find(&close).map(|end| end + close.len())
}
