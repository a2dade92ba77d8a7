//! Kotlin's soft words: they modify a declaration, or name something. Its grammar takes them for
//! modifiers where a line begins with one.

use crate::preprocessor::Branch;

const SOFT: [&str; 20] = [
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

/// The text with another letter in each soft word that is a name: one that is called, assigned,
/// asked for a member or compared.
pub(crate) fn named(text: &str) -> Vec<Branch> {
    let mut bytes = text.as_bytes().to_vec();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| is_part(byte)).count();
        if length > 0 && SOFT.contains(&&text[at..at + length]) {
            let word = &text[at..at + length];
            if is_value(&text[..at], word) || names(&text[at + length..], word) {
                bytes[at] = b'x';
            }
        }
        at += length.max(1);
    }
    let text = String::from_utf8(bytes).unwrap_or_default();
    vec![Branch { text, fault: None }]
}

/// Whether what stands before a soft word shows that it is a name: no declaration goes on so.
fn is_value(before: &str, word: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    word != "suspend" && (before.ends_with(['=', '+', '-', '*', '/']) || before.ends_with("return"))
}

/// Whether what follows a soft word shows that it is a name.
fn names(rest: &str, word: &str) -> bool {
    let accessor = matches!(word, "get" | "set");
    let after = rest.trim_start_matches([' ', '\t']);
    match after.as_bytes().first() {
        Some(b'(') => !accessor && after.len() == rest.len(),
        Some(b'=' | b'.' | b')' | b',' | b'!' | b'+' | b'-') => true,
        _ => false,
    }
}
