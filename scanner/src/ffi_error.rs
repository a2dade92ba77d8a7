//! Error codes and messages of the calls in [`crate::ffi`].

use crate::limits::LimitError;

/// The input is rejected, or the call failed.
pub(crate) const FAILED: i32 = -1;

/// The deadline passed before the whole text was read.
pub(crate) const TIMED_OUT: i32 = -3;

/// A code for the caller, and a message for a person.
pub(crate) struct FfiError(pub i32, pub String);

impl From<String> for FfiError {
    fn from(message: String) -> Self {
        Self(FAILED, message)
    }
}

impl From<&str> for FfiError {
    fn from(message: &str) -> Self {
        Self(FAILED, message.into())
    }
}

impl From<LimitError> for FfiError {
    fn from(error: LimitError) -> Self {
        Self(if error == LimitError::TimedOut { TIMED_OUT } else { FAILED }, error.to_string())
    }
}
