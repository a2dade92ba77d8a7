//! The tokens of C and what took its words: enough to see which are macros, and what does not
//! pair up.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a word of the language.
    Name,
    Number,
    /// A string or a character, with what stands close to it.
    Text,
    /// A single mark.
    Mark,
}

/// A token: its first byte, and the one after its last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub kind: Kind,
    pub from: usize,
    pub to: usize,
}

impl Token {
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.from..self.to).unwrap_or_default()
    }
}

/// All tokens of a text without comments, or the byte of a quote that is never closed.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, usize> {
    let bytes = text.as_bytes();
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (length, kind) = next(text, at)?;
        if let Some(kind) = kind {
            let close = |last: &Token| last.to == at && last.kind == Kind::Text;
            match found.last_mut() {
                // What stands close to a string belongs to it: its suffix.
                Some(last) if kind == Kind::Name && close(last) => last.to = at + length,
                _ => found.push(Token { kind, from: at, to: at + length }),
            }
        }
        at += length;
    }
    Ok(found)
}

/// The length of what begins at a byte, and what it is; nothing: a comment or a blank.
fn next(text: &str, at: usize) -> Result<(usize, Option<Kind>), usize> {
    let rest = &text.as_bytes()[at..];
    let run = |takes: fn(u8) -> bool| rest.iter().take_while(|byte| takes(**byte)).count();
    Ok(match rest[0] {
        b'/' if matches!(rest.get(1), Some(b'*' | b'/')) => (comment(&text[at..]), None),
        b'"' | b'\'' => (quoted(rest).ok_or(at)?, Some(Kind::Text)),
        b'R' | b'L' | b'u' | b'U' if prefix(rest).is_some() => {
            let length = prefix(rest).unwrap_or_default();
            let string = if rest[length - 1] == b'R' { raw(&text[at + length..]) } else { None };
            let string = string.or_else(|| quoted(&rest[length..])).ok_or(at + length)?;
            (length + string, Some(Kind::Text))
        }
        b'0'..=b'9' => (number(rest), Some(Kind::Number)),
        first if is_part_of_name(first) => (run(is_part_of_name), Some(Kind::Name)),
        first if first.is_ascii_whitespace() => (run(|byte| byte.is_ascii_whitespace()), None),
        b'\\' => (1, None),
        _ => (1, Some(Kind::Mark)),
    })
}

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// The length of a comment.
pub(crate) fn comment(rest: &str) -> usize {
    let end = |mark: &str| rest[2..].find(mark).map(|end| end + 2);
    if rest.starts_with("/*") {
        end("*/").map_or(rest.len(), |end| end + 2)
    } else {
        end("\n").unwrap_or(rest.len())
    }
}

/// The length of the letters before a string that are part of it.
fn prefix(rest: &[u8]) -> Option<usize> {
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let known = matches!(&rest[..letters], b"L" | b"R" | b"u" | b"U" | b"u8" | b"LR" | b"uR")
        || matches!(&rest[..letters], b"UR" | b"u8R");
    (known && matches!(rest.get(letters), Some(b'"' | b'\''))).then_some(letters)
}

/// The length of a string or a character that ends in its line.
pub(crate) fn quoted(rest: &[u8]) -> Option<usize> {
    let mut end = 1;
    while rest.get(end).is_some_and(|byte| *byte != b'\n' && *byte != rest[0]) {
        let escaped = rest[end] == b'\\';
        end += if escaped && rest[end..].starts_with(b"\\\r\n") {
            3
        } else {
            1 + usize::from(escaped)
        };
    }
    (rest.get(end) == Some(&rest[0])).then_some(end + 1)
}

/// The length of a raw string of C++, from its quote on.
pub(crate) fn raw(rest: &str) -> Option<usize> {
    const MAX_TAG: usize = 16;
    let tag = rest.bytes().skip(1).take(MAX_TAG + 1).position(|byte| byte == b'(')?;
    let close = format!("){}\"", rest.get(1..=tag)?);
    rest.find(&close).map(|end| end + close.len())
}

/// The length of a number, with its suffix and the marks between its digits.
fn number(rest: &[u8]) -> usize {
    let mut end = 1;
    while let Some(byte) = rest.get(end) {
        let more = rest.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !(is_part_of_name(*byte) || *byte == b'.' || (*byte == b'\'' && more)) {
            break;
        }
        end += 1;
    }
    end
}
