//! The C functions, for the JVM. They take bytes and return JSON, in a buffer that the caller
//! returns to [`atelier_free`]. Panics are caught, since a panic in a C function would abort the
//! JVM.
//!
//! Each function returns 0, or an error code; [`atelier_last_error`] has the message, on the same
//! thread.
#![allow(unsafe_code)]

use crate::ffi_error::FfiError;
use crate::limits::Deadline;
use crate::report::ScanReport;
use crate::rule_set::{scan, RuleSet};
use crate::syntax_analysis::analyze;
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::cell::RefCell;
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
use std::sync::Once;

/// The version of these functions; the JVM rejects any other.
const ABI_VERSION: u32 = 5;

const PANICKED: i32 = -2;

thread_local! {
    static LAST_ERROR: RefCell<String> = const { RefCell::new(String::new()) };
}

static SILENCE_PANICS: Once = Once::new();

/// Returns the version of these functions.
#[no_mangle]
pub extern "C" fn atelier_abi() -> u32 {
    ABI_VERSION
}

/// Compiles the text of a rules file; returns null if it is invalid. The caller returns the rules
/// to [`atelier_rules_free`].
///
/// # Safety
/// `text` must point to `len` bytes, or be null with `len` 0.
#[no_mangle]
pub unsafe extern "C" fn atelier_rules_new(text: *const u8, len: usize) -> *mut RuleSet {
    let mut rules = std::ptr::null_mut();
    catch_errors(|| {
        // SAFETY: required of the caller.
        let text = unsafe { utf8(text, len) }?;
        rules = Box::into_raw(Box::new(RuleSet::parse(text)?));
        Ok(())
    });
    rules
}

/// Frees rules.
///
/// # Safety
/// `rules` must come from [`atelier_rules_new`], and not be used again.
#[no_mangle]
pub unsafe extern "C" fn atelier_rules_free(rules: *mut RuleSet) {
    if !rules.is_null() {
        // SAFETY: required of the caller.
        catch_errors(|| {
            drop(unsafe { Box::from_raw(rules) });
            Ok(())
        });
    }
}

/// Applies rules to a text; returns the findings as a JSON array.
///
/// # Safety
/// `rules` must come from [`atelier_rules_new`]; the others as for [`atelier_check`].
#[no_mangle]
pub unsafe extern "C" fn atelier_scan(
    rules: *const RuleSet,
    path: *const u8,
    path_len: usize,
    text: *const u8,
    text_len: usize,
    deadline_ms: u64,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    // SAFETY: required of the caller.
    unsafe {
        return_json(out, out_len, || {
            let rules = rules.as_ref().ok_or("no rules")?;
            let (path, text) = (utf8(path, path_len)?, utf8(text, text_len)?);
            Ok(scan(rules, path, text, Deadline::in_ms(deadline_ms))?)
        })
    }
}

/// Analyses a text; returns a [`crate::SyntaxAnalysis`] as a JSON object.
///
/// # Safety
/// `path` and `text` must point to `path_len` and `text_len` bytes; `out` and `out_len` must be
/// writable.
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
    // SAFETY: required of the caller.
    unsafe {
        return_json(out, out_len, || {
            let (path, text) = (utf8(path, path_len)?, utf8(text, text_len)?);
            Ok(analyze(path, text, Deadline::in_ms(deadline_ms))?)
        })
    }
}

/// Scans files and folders; takes a [`crate::ScanRequest`] and returns a [`ScanReport`], both as
/// JSON.
///
/// # Safety
/// As for [`atelier_scan`].
#[no_mangle]
pub unsafe extern "C" fn atelier_walk(
    rules: *const RuleSet,
    request: *const u8,
    request_len: usize,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    // SAFETY: required of the caller.
    unsafe {
        return_json(out, out_len, || {
            let rules = rules.as_ref().ok_or("no rules")?;
            Ok(ScanReport::create(&json(request, request_len)?, rules))
        })
    }
}

/// Creates mutants of a source: a [`crate::MutantRequest`] in JSON comes in, a JSON array goes out.
///
/// # Safety
/// As for [`atelier_check`].
#[no_mangle]
pub unsafe extern "C" fn atelier_mutants(
    request: *const u8,
    request_len: usize,
    out: *mut *mut u8,
    out_len: *mut usize,
) -> i32 {
    // SAFETY: required of the caller.
    unsafe { return_json(out, out_len, || Ok(crate::mutants(&json(request, request_len)?)?)) }
}

/// Runs a call, and writes its result as JSON to a new buffer at `out`.
unsafe fn return_json<T: Serialize>(
    out: *mut *mut u8,
    out_len: *mut usize,
    call: impl FnOnce() -> Result<T, FfiError>,
) -> i32 {
    // SAFETY: required of the caller of the exported function.
    unsafe {
        *out = std::ptr::null_mut();
        *out_len = 0;
    }
    catch_errors(|| {
        let json = serde_json::to_vec(&call()?).map_err(|e| e.to_string())?.into_boxed_slice();
        // SAFETY: as above.
        unsafe {
            *out_len = json.len();
            *out = Box::into_raw(json).cast();
        }
        Ok(())
    })
}

/// Frees a result.
///
/// # Safety
/// `bytes` and `len` must come from one call, and not be used again.
#[no_mangle]
pub unsafe extern "C" fn atelier_free(bytes: *mut u8, len: usize) {
    if !bytes.is_null() {
        // SAFETY: required of the caller.
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes, len)) });
    }
}

/// Copies the last error message of this thread, in UTF-8; returns its whole length.
///
/// # Safety
/// `buffer` must have room for `capacity` bytes.
#[no_mangle]
pub unsafe extern "C" fn atelier_last_error(buffer: *mut u8, capacity: usize) -> usize {
    LAST_ERROR.with_borrow(|error| {
        let copied = error.len().min(capacity);
        if !buffer.is_null() {
            // SAFETY: required of the caller; a String and the caller's buffer do not overlap.
            unsafe { std::ptr::copy_nonoverlapping(error.as_ptr(), buffer, copied) };
        }
        error.len()
    })
}

/// The request at a pointer, as JSON.
unsafe fn json<T: DeserializeOwned>(bytes: *const u8, len: usize) -> Result<T, String> {
    // SAFETY: required of the caller of the exported function.
    serde_json::from_str(unsafe { utf8(bytes, len) }?).map_err(|e| e.to_string())
}

/// The text at a pointer. JNA passes an empty array as null.
unsafe fn utf8<'a>(bytes: *const u8, len: usize) -> Result<&'a str, String> {
    if bytes.is_null() {
        return if len == 0 { Ok("") } else { Err("null pointer with a length".into()) };
    }
    // SAFETY: required of the caller of the exported function.
    let bytes = unsafe { std::slice::from_raw_parts(bytes, len) };
    std::str::from_utf8(bytes).map_err(|e| format!("not UTF-8: {e}"))
}

/// Runs a call; returns 0, or an error code once the message is stored.
fn catch_errors(call: impl FnOnce() -> Result<(), FfiError>) -> i32 {
    SILENCE_PANICS.call_once(|| set_hook(Box::new(|_| {})));
    let (code, message) = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(())) => return 0,
        Ok(Err(FfiError(code, message))) => (code, message),
        Err(panic) => (PANICKED, panic_message(&*panic)),
    };
    LAST_ERROR.with_borrow_mut(|last| *last = message);
    code
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("the scanner panicked: {}", text.unwrap_or_default())
}

#[cfg(test)]
mod tests;
