//! The C boundary, for the JVM. Bytes in; JSON out, in a buffer that goes back to
//! [`atelier_free`]. No panic crosses it: that would abort the JVM.
//!
//! Every call gives a code: 0 all went well, else what [`atelier_last_error`] tells on the same
//! thread.
#![allow(unsafe_code)]

use crate::fault::Fault;
use crate::limits::Deadline;
use crate::report::Answer;
use crate::rules::Rules;
use serde::Serialize;
use std::cell::RefCell;
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
use std::sync::Once;

/// The version of this boundary; the JVM refuses another.
const ABI: u32 = 3;

const PANICKED: i32 = -2;

thread_local! {
    static LAST_ERROR: RefCell<String> = const { RefCell::new(String::new()) };
}

static QUIET: Once = Once::new();

/// The version of this boundary.
#[no_mangle]
pub extern "C" fn atelier_abi() -> u32 {
    ABI
}

/// Compiles rules; null where they are none. To be given back to [`atelier_rules_free`].
///
/// # Safety
/// `text` must point to `len` bytes, or be null with `len` 0.
#[no_mangle]
pub unsafe extern "C" fn atelier_rules_new(text: *const u8, len: usize) -> *mut Rules {
    let mut made = std::ptr::null_mut();
    guarded(|| {
        // SAFETY: promised by the caller.
        let text = unsafe { utf8(text, len) }?;
        made = Box::into_raw(Box::new(Rules::read(text)?));
        Ok(())
    });
    made
}

/// Gives rules back.
///
/// # Safety
/// `rules` must come from [`atelier_rules_new`], and not be used again.
#[no_mangle]
pub unsafe extern "C" fn atelier_rules_free(rules: *mut Rules) {
    if !rules.is_null() {
        // SAFETY: promised by the caller.
        guarded(|| {
            drop(unsafe { Box::from_raw(rules) });
            Ok(())
        });
    }
}

/// Scans a text; the findings come as a JSON array.
///
/// # Safety
/// `rules` must come from [`atelier_rules_new`]; the others as for [`atelier_check`].
#[no_mangle]
pub unsafe extern "C" fn atelier_scan(
    rules: *const Rules,
    path: *const u8,
    path_len: usize,
    text: *const u8,
    text_len: usize,
    deadline_ms: u64,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    // SAFETY: promised by the caller.
    unsafe {
        answer(out, out_len, || {
            let rules = rules.as_ref().ok_or("no rules")?;
            let (path, text) = (utf8(path, path_len)?, utf8(text, text_len)?);
            Ok(crate::scan(rules, path, text, Deadline::in_ms(deadline_ms))?)
        })
    }
}

/// Reads a text: its errors of syntax, what it declares and imports, as a JSON object.
///
/// # Safety
/// `path` and `text` must point to as many bytes as they say; `out` and `out_len` must be writable.
#[no_mangle]
pub unsafe extern "C" fn atelier_check(
    path: *const u8,
    path_len: usize,
    text: *const u8,
    text_len: usize,
    deadline_ms: u64,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    // SAFETY: promised by the caller.
    unsafe {
        answer(out, out_len, || {
            let (path, text) = (utf8(path, path_len)?, utf8(text, text_len)?);
            Ok(crate::check(path, text, Deadline::in_ms(deadline_ms))?)
        })
    }
}

/// Scans files and folders: a [`crate::Request`] in JSON comes in, an [`Answer`] in JSON goes out.
///
/// # Safety
/// As for [`atelier_scan`].
#[no_mangle]
pub unsafe extern "C" fn atelier_walk(
    rules: *const Rules,
    request: *const u8,
    request_len: usize,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    // SAFETY: promised by the caller.
    unsafe {
        answer(out, out_len, || {
            let rules = rules.as_ref().ok_or("no rules")?;
            let request = serde_json::from_str(utf8(request, request_len)?);
            Ok(Answer::to(&request.map_err(|e| e.to_string())?, rules))
        })
    }
}

/// Calls, and leaves the answer where the caller wants it.
unsafe fn answer<T: Serialize>(
    out: *mut *mut u8,
    out_len: *mut usize,
    call: impl FnOnce() -> Result<T, Fault>,
) -> i32 {
    // SAFETY: promised by the caller of the exported function.
    unsafe {
        *out = std::ptr::null_mut();
        *out_len = 0;
    }
    guarded(|| {
        let json = serde_json::to_vec(&call()?).map_err(|e| e.to_string())?.into_boxed_slice();
        // SAFETY: as above.
        unsafe {
            *out_len = json.len();
            *out = Box::into_raw(json).cast();
        }
        Ok(())
    })
}

/// Gives a result back.
///
/// # Safety
/// `bytes` and `len` must be what one call gave, and not be used again.
#[no_mangle]
pub unsafe extern "C" fn atelier_free(bytes: *mut u8, len: usize) {
    if !bytes.is_null() {
        // SAFETY: promised by the caller.
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes, len)) });
    }
}

/// Copies what went wrong last on this thread, in UTF-8, and gives its whole length.
///
/// # Safety
/// `buffer` must have room for `capacity` bytes.
#[no_mangle]
pub unsafe extern "C" fn atelier_last_error(buffer: *mut u8, capacity: usize) -> usize {
    LAST_ERROR.with_borrow(|error| {
        let copied = error.len().min(capacity);
        if !buffer.is_null() {
            // SAFETY: promised by the caller; a String and the caller's buffer do not overlap.
            unsafe { std::ptr::copy_nonoverlapping(error.as_ptr(), buffer, copied) };
        }
        error.len()
    })
}

/// The text at a pointer. JNA passes an empty array as null.
unsafe fn utf8<'a>(bytes: *const u8, len: usize) -> Result<&'a str, String> {
    if bytes.is_null() {
        return if len == 0 { Ok("") } else { Err("null with a length".into()) };
    }
    // SAFETY: promised by the caller of the exported function.
    let bytes = unsafe { std::slice::from_raw_parts(bytes, len) };
    std::str::from_utf8(bytes).map_err(|e| format!("not UTF-8: {e}"))
}

fn guarded(call: impl FnOnce() -> Result<(), Fault>) -> i32 {
    QUIET.call_once(|| set_hook(Box::new(|_| {})));
    let (code, error) = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(())) => return 0,
        Ok(Err(Fault(code, error))) => (code, error),
        Err(panic) => (PANICKED, said(&*panic)),
    };
    LAST_ERROR.with_borrow_mut(|last| *last = error);
    code
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("the scanner panicked: {}", text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{atelier_last_error, guarded, PANICKED};
    use crate::fault::FAILED;

    fn last_error() -> String {
        let mut buffer = [0_u8; 200];
        // SAFETY: the buffer has the room it says.
        let length = unsafe { atelier_last_error(buffer.as_mut_ptr(), buffer.len()) };
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    }

    #[test]
    fn lets_no_panic_through() {
        assert_eq!(guarded(|| panic!("with {}", 1)), PANICKED);
        assert_eq!(last_error(), "the scanner panicked: with 1");
        assert_eq!(guarded(|| Err("no".into())), FAILED);
        assert_eq!(last_error(), "no");
        assert_eq!(guarded(|| Ok(())), 0);
    }
}
