//! Recognises files that are templates: they are valid only once a template engine has filled them
//! in.

use regex::Regex;
use std::sync::LazyLock;

/// Statements of Helm and Jinja. `{{ a }}` alone is more often a value whose quotes are missing.
static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let words = "block|define|else|end|if|include|range|template|toYaml|with";
    let pattern = format!(r"\{{%|\{{\{{-|\{{\{{\s*(?:[.$]|/\*|(?:{words})\b)");
    Regex::new(&pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"))
});

/// Whether an HTML page is a template.
pub(crate) fn is_page_template(text: &str) -> bool {
    ["{%", "{{", "<%", "<?"].iter().any(|mark| text.contains(mark))
}

/// Whether a data file is a template.
pub(crate) fn is_data_template(text: &str) -> bool {
    STATEMENT.is_match(text)
}
