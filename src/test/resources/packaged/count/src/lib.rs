/// Counts the lines of a text.
pub fn lines(text: &str) -> usize {
    text.lines().count()
}

/// Counts the words of a text.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
