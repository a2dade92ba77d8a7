//! The frame of the fuzz targets: calls the C functions as the JVM does, with its limits.

use atelier_scanner::ffi::{atelier_free, atelier_last_error};
use atelier_scanner::{Language, ALL};

/// Shorter than the JVM's deadline; libFuzzer reports a call that takes much longer.
pub const DEADLINE_MS: u64 = 1_000;

/// The error codes that are expected: the input is rejected, or the deadline passed.
const EXPECTED_CODES: [i32; 2] = [-1, -3];

/// Calls a C function with a path and a text from the input, frees its result, and fails if the
/// function did. The first byte of an input selects a row of the table of languages.
pub fn run(input: &[u8], function: impl FnOnce(&[u8], &[u8], *mut *mut u8, *mut usize) -> i32) {
    let Some((first, rest)) = input.split_first() else { return };
    let path = path_of(&ALL[usize::from(*first) % ALL.len()]);
    let text = String::from_utf8_lossy(rest);
    let mut bytes = std::ptr::null_mut();
    let mut length = 0;
    let code = function(path.as_bytes(), text.as_bytes(), &raw mut bytes, &raw mut length);
    // SAFETY: the buffer comes from the call, and is freed once.
    unsafe { atelier_free(bytes, length) };
    assert!(code == 0 || EXPECTED_CODES.contains(&code), "code {code}: {}", last_error());
}

/// A path of a file in a language.
fn path_of(language: &Language) -> String {
    match language.extensions.first() {
        Some(extension) => format!("a.{extension}"),
        None => language.file_names[0].to_string(),
    }
}

fn last_error() -> String {
    let mut buffer = [0_u8; 2_000];
    // SAFETY: the buffer has its length.
    let length = unsafe { atelier_last_error(buffer.as_mut_ptr(), buffer.len()) };
    String::from_utf8_lossy(&buffer[..length.min(buffer.len())]).into_owned()
}
