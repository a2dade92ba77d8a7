//! The kinds of regions of a text.

/// The kind of region that a byte of a text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// A comment.
    Comment,
    /// A string.
    String,
    /// Anything else.
    Code,
}
