//! Kotlin's contextual keywords (soft keywords and modifiers): outside of a declaration they are
//! identifiers. Its grammar takes each one at the start of a line for a modifier.

use crate::preprocessor::PreprocessedText;

const KEYWORDS: [&str; 20] = [
    "abstract",
    "annotation",
    "companion",
    "data",
    "enum",
    "external",
    "final",
    "get",
    "infix",
    "inline",
    "inner",
    "open",
    "operator",
    "out",
    "override",
    "sealed",
    "set",
    "suspend",
    "value",
    "vararg",
];

/// Changes the first letter of each contextual keyword that is used as an identifier, so that the
/// grammar reads it as one.
pub(crate) fn rename_identifiers(text: &str) -> Vec<PreprocessedText> {
    let mut bytes = text.as_bytes().to_vec();
    let is_part_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| is_part_of_word(byte)).count();
        if length > 0 && KEYWORDS.contains(&&text[at..at + length]) {
            let word = &text[at..at + length];
            if is_operand(&text[..at], word) || is_used(&text[at + length..], word) {
                bytes[at] = b'x';
            }
        }
        at += length.max(1);
    }
    let text = String::from_utf8(bytes).unwrap_or_default();
    vec![PreprocessedText { text, error: None }]
}

/// Whether the text before a keyword shows that it is an operand, and so an identifier.
fn is_operand(before: &str, word: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    word != "suspend" && (before.ends_with(['=', '+', '-', '*', '/']) || before.ends_with("return"))
}

/// Whether the text after a keyword shows that it is called, assigned, accessed or compared, and so
/// an identifier.
fn is_used(rest: &str, word: &str) -> bool {
    let is_accessor = matches!(word, "get" | "set");
    let after = rest.trim_start_matches([' ', '\t']);
    match after.as_bytes().first() {
        Some(b'(') => !is_accessor && after.len() == rest.len(),
        Some(b'=' | b'.' | b')' | b',' | b'!' | b'+' | b'-') => true,
        _ => false,
    }
}
