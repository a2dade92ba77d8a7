//! A lexer for C and C++: enough to recognise macros, and quotes and brackets without a partner.

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An identifier or a keyword.
    Word,
    Number,
    /// A string or character literal, with its prefix and suffix.
    Literal,
    /// A single character of punctuation.
    Punctuation,
}

/// A token, from its first byte to the one after its last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    /// The token's text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The tokens of a text without comments; the error is the byte of a quote that is never closed.
pub(crate) fn tokenize(text: &str) -> Result<Vec<Token>, usize> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (length, kind) = next_token(text, at)?;
        if let Some(kind) = kind {
            let adjoins = |last: &Token| last.end == at && last.kind == TokenKind::Literal;
            match tokens.last_mut() {
                // A word directly after a literal is its suffix.
                Some(last) if kind == TokenKind::Word && adjoins(last) => last.end = at + length,
                _ => tokens.push(Token { kind, start: at, end: at + length }),
            }
        }
        at += length;
    }
    Ok(tokens)
}

/// The length and the kind of the token at a byte; comments and white space have no kind.
fn next_token(text: &str, at: usize) -> Result<(usize, Option<TokenKind>), usize> {
    let rest = &text.as_bytes()[at..];
    let run_length = |is_in: fn(u8) -> bool| rest.iter().take_while(|byte| is_in(**byte)).count();
    Ok(match rest[0] {
        b'/' if matches!(rest.get(1), Some(b'*' | b'/')) => (comment_length(&text[at..]), None),
        b'"' | b'\'' => (literal_length(rest).ok_or(at)?, Some(TokenKind::Literal)),
        b'R' | b'L' | b'u' | b'U' if prefix_length(rest).is_some() => {
            let prefix = prefix_length(rest).unwrap_or_default();
            let is_raw = rest[prefix - 1] == b'R';
            let raw = if is_raw { raw_string_length(&text[at + prefix..]) } else { None };
            let literal = raw.or_else(|| literal_length(&rest[prefix..])).ok_or(at + prefix)?;
            (prefix + literal, Some(TokenKind::Literal))
        }
        b'0'..=b'9' => (number_length(rest), Some(TokenKind::Number)),
        first if is_part_of_word(first) => (run_length(is_part_of_word), Some(TokenKind::Word)),
        first if first.is_ascii_whitespace() => {
            (run_length(|byte| byte.is_ascii_whitespace()), None)
        }
        b'\\' => (1, None),
        _ => (1, Some(TokenKind::Punctuation)),
    })
}

fn is_part_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// The length of a comment.
pub(crate) fn comment_length(rest: &str) -> usize {
    let end = |mark: &str| rest[2..].find(mark).map(|end| end + 2);
    if rest.starts_with("/*") {
        end("*/").map_or(rest.len(), |end| end + 2)
    } else {
        end("\n").unwrap_or(rest.len())
    }
}

/// The length of a literal's prefix, such as `u8R`.
fn prefix_length(rest: &[u8]) -> Option<usize> {
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let known = matches!(&rest[..letters], b"L" | b"R" | b"u" | b"U" | b"u8" | b"LR" | b"uR")
        || matches!(&rest[..letters], b"UR" | b"u8R");
    (known && matches!(rest.get(letters), Some(b'"' | b'\''))).then_some(letters)
}

/// The length of a string or character literal that ends in its line.
pub(crate) fn literal_length(rest: &[u8]) -> Option<usize> {
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
pub(crate) fn raw_string_length(rest: &str) -> Option<usize> {
    const MAX_DELIMITER: usize = 16;
    let delimiter = rest.bytes().skip(1).take(MAX_DELIMITER + 1).position(|byte| byte == b'(')?;
    let close = format!("){}\"", rest.get(1..=delimiter)?);
    rest.find(&close).map(|end| end + close.len())
}

/// The length of a number, with its suffix and the separators between its digits.
fn number_length(rest: &[u8]) -> usize {
    let mut end = 1;
    while let Some(byte) = rest.get(end) {
        let followed = rest.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !(is_part_of_word(*byte) || *byte == b'.' || (*byte == b'\'' && followed)) {
            break;
        }
        end += 1;
    }
    end
}
