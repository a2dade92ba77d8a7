//! The fence around a parse: tree-sitter's own limits do not hold while it recovers from errors.
#![allow(unsafe_code)]

use crate::limits::{Deadline, Refusal};
use std::ffi::{c_char, c_int};
use std::sync::Once;
use tree_sitter::ffi::{TSLanguage, TSTree};
use tree_sitter::{Language, Tree};

/// What a tree and the work on it may take, in bytes: at the least, and for each byte of text. Of
/// 10,700 files of many hands none took 4 MiB and 50 for each byte.
const MOST_BYTES: usize = 32 << 20;
const MOST_PER_BYTE: usize = 100;

const TOO_SLOW: c_int = 1;

static BUILT: Once = Once::new();

extern "C" {
    fn atelier_fence_build();

    fn atelier_fence_parse(
        language: *const TSLanguage,
        bytes: *const c_char,
        length: u32,
        most_ms: u64,
        most_bytes: usize,
        why: *mut c_int,
    ) -> *mut TSTree;
}

/// Must come before anything of tree-sitter's allocates: what one hand gives the other cannot take.
pub(crate) fn build() {
    // SAFETY: nothing was allocated yet.
    BUILT.call_once(|| unsafe { atelier_fence_build() });
}

/// Reads a text by a grammar, within a deadline and with so much memory as its length warrants.
pub(crate) fn parse(grammar: Language, text: &str, deadline: Deadline) -> Result<Tree, Refusal> {
    build();
    let length = u32::try_from(text.len()).map_err(|_| Refusal::TooLong(text.len()))?;
    let most_bytes = MOST_BYTES + MOST_PER_BYTE * text.len();
    let mut why = 0;
    // SAFETY: the text outlives the call, which writes nothing but `why`; a grammar is static.
    unsafe {
        let tree = atelier_fence_parse(
            grammar.into_raw(),
            text.as_ptr().cast(),
            length,
            deadline.left_ms(),
            most_bytes,
            &raw mut why,
        );
        match why {
            _ if !tree.is_null() => Ok(Tree::from_raw(tree)),
            TOO_SLOW => Err(Refusal::TooSlow),
            _ => Err(Refusal::TooIntricate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::language::Language;
    use crate::limits::{Deadline, Refusal};

    /// `Language::admit` would refuse this name: Ruby's scanner asserts what it makes untrue.
    #[test]
    fn an_assertion_that_fails_ends_the_parse_alone() {
        let ruby = Language::of("a.rb").expect("it is known");
        let read = |text: &str| parse(ruby.grammar(), text, Deadline::in_ms(5_000)).map(|_| ());
        let name = "a".repeat(300);
        let text = format!("a = <<'{name}'\nb\n{name}\nc = 1\n");
        assert_eq!(read(&text), Err(Refusal::TooIntricate));
        assert_eq!(read("a = 1\n"), Ok(()));
    }
}
