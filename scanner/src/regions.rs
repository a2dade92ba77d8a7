//! Divides a text into comments, strings and code, so that a rule for comments ignores strings.
//!
//! Uses the syntax tree if the language has a grammar and the text can be parsed; else a simple
//! lexer.

use crate::comment_lexer::lex_regions;
use crate::language::Language;
use crate::large_stack::run_on_large_stack;
use crate::limits::{Deadline, LimitError};
use crate::outline::Outline;
use crate::region::Region;
use std::cmp::Reverse;
use std::ops::Range;

/// The regions of a text, in order and without gaps: the first byte of each, and its kind.
///
/// # Errors
/// If the text is too long, or the deadline passes.
pub fn regions(
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<Vec<(usize, Region)>, LimitError> {
    let Some(language) = Language::of(path) else { return Ok(lex_regions(path, text)) };
    match language.check_input(text) {
        Err(LimitError::TooComplex) => return Ok(lex_regions(path, text)),
        checked => checked?,
    }
    run_on_large_stack(text.len(), || {
        let tree = language.parse(text, deadline)?;
        Ok(flatten(Outline::of(language, text, &tree, deadline).regions))
    })
}

/// Turns nested regions into consecutive ones: the innermost region of a byte counts.
fn flatten(mut nested: Vec<(Range<usize>, Region)>) -> Vec<(usize, Region)> {
    nested.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    let mut regions = vec![(0, Region::Code)];
    let mut enclosing: Vec<(usize, Region)> = Vec::new();
    let close_until = |enclosing: &mut Vec<(usize, Region)>, regions: &mut Vec<_>, until: usize| {
        while let Some(end) = enclosing.last().map(|(end, _)| *end).filter(|end| *end <= until) {
            enclosing.pop();
            regions.push((end, enclosing.last().map_or(Region::Code, |(_, region)| *region)));
        }
    };
    for (range, region) in nested {
        close_until(&mut enclosing, &mut regions, range.start);
        regions.push((range.start, region));
        enclosing.push((range.end, region));
    }
    close_until(&mut enclosing, &mut regions, usize::MAX);
    regions
}

#[cfg(test)]
mod tests {
    use super::regions;
    use crate::limits::Deadline;
    use crate::region::Region;

    fn comments(path: &str, text: &str) -> Vec<String> {
        let regions = regions(path, text, Deadline::in_ms(5_000)).expect("within the deadline");
        regions
            .iter()
            .enumerate()
            .filter(|(_, (_, region))| *region == Region::Comment)
            .map(|(i, (start, _))| {
                let end = regions.get(i + 1).map_or(text.len(), |next| next.0);
                text[*start..end].to_string()
            })
            .collect()
    }

    #[test]
    fn finds_comments_but_not_comment_marks_in_strings() {
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
    fn ends_despite_unclosed_comments_and_strings() {
        for text in ["\"", "/*", "`", "\"\\", "'''", "<!--", "\u{1F600}\"\u{1F600}"] {
            for path in ["a.py", "a.js", "a.html", "a.lua", "a.conf", "a.swift", "a.xml"] {
                let regions = regions(path, text, Deadline::in_ms(5_000)).expect("in time");
                assert!(!regions.is_empty());
            }
        }
    }
}
