//! Errors and panics do not cross the boundary.

use super::{atelier_last_error, catch_errors, PANICKED};
use crate::ffi_error::FAILED;

fn last_error() -> String {
    let mut buffer = [0_u8; 200];
    // SAFETY: the buffer has its length.
    let length = unsafe { atelier_last_error(buffer.as_mut_ptr(), buffer.len()) };
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

#[test]
fn catches_panics_and_errors() {
    assert_eq!(catch_errors(|| panic!("with {}", 1)), PANICKED);
    assert_eq!(last_error(), "the scanner panicked: with 1");
    assert_eq!(catch_errors(|| Err("no".into())), FAILED);
    assert_eq!(last_error(), "no");
    assert_eq!(catch_errors(|| Ok(())), 0);
}
