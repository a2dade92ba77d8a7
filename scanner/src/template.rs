//! Texts that are what they seem only after an engine of templates has filled them in.

use regex::Regex;
use std::sync::LazyLock;

/// Statements of Helm and Jinja; `{{ a }}` alone is more often a value without its quotes.
static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let words = "block|define|else|end|if|include|range|template|toYaml|with";
    let pattern = format!(r"\{{%|\{{\{{-|\{{\{{\s*(?:[.$]|/\*|(?:{words})\b)");
    Regex::new(&pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"))
});

/// A page.
pub(crate) fn page(text: &str) -> bool {
    ["{%", "{{", "<%", "<?"].iter().any(|mark| text.contains(mark))
}

/// A file of data.
pub(crate) fn data(text: &str) -> bool {
    STATEMENT.is_match(text)
}
