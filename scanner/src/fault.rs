//! Why a call through the boundary has no answer.

use crate::limits::Refusal;

/// The input is refused, or the call failed.
pub(crate) const FAILED: i32 = -1;

/// The deadline came first: the text was not looked at to its end.
pub(crate) const TOO_SLOW: i32 = -3;

/// A code for the caller, and words for a person.
pub(crate) struct Fault(pub i32, pub String);

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self(FAILED, reason)
    }
}

impl From<&str> for Fault {
    fn from(reason: &str) -> Self {
        Self(FAILED, reason.into())
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self(if refusal == Refusal::TooSlow { TOO_SLOW } else { FAILED }, refusal.to_string())
    }
}
