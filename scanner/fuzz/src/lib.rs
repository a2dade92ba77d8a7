//! What the targets share: a call through the boundary that the JVM uses, with its limits.

use atelier_scanner::ffi::{atelier_free, atelier_last_error};
use atelier_scanner::{Language, ALL};

/// As the JVM gives it, but shorter: what takes longer is a fault of the deadline.
pub const DEADLINE_MS: u64 = 1_000;

/// What may go wrong: the input is refused, or the deadline came first.
const REFUSED: [i32; 2] = [-1, -3];

/// The first byte of an input picks a row of the table of languages; the rest is the text.
pub fn split(input: &[u8]) -> Option<(&'static Language, String)> {
    let (first, rest) = input.split_first()?;
    let language = &ALL[usize::from(*first) % ALL.len()];
    Some((language, String::from_utf8_lossy(rest).into_owned()))
}

/// A path that a language is known by.
pub fn path(language: &Language) -> String {
    match language.endings.first() {
        Some(ending) => format!("a.{ending}"),
        None => language.files[0].to_string(),
    }
}

/// Calls, gives the answer back, and fails where the scanner did.
pub fn call(leave: impl FnOnce(*mut *mut u8, *mut usize) -> i32) {
    let mut bytes = std::ptr::null_mut();
    let mut length = 0;
    let code = leave(&raw mut bytes, &raw mut length);
    // SAFETY: what the call gave, once.
    unsafe { atelier_free(bytes, length) };
    assert!(code == 0 || REFUSED.contains(&code), "code {code}: {}", last_error());
}

fn last_error() -> String {
    let mut buffer = [0_u8; 2_000];
    // SAFETY: the buffer has the room it says.
    let length = unsafe { atelier_last_error(buffer.as_mut_ptr(), buffer.len()) };
    String::from_utf8_lossy(&buffer[..length.min(buffer.len())]).into_owned()
}
