//! One rule of the rules file, validated when the file is read.

use crate::finding::Severity;
use crate::languages::ALL;
use crate::region::Region;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

/// The memory limit of one compiled pattern.
const MAX_PATTERN_BYTES: usize = 4 << 20;

/// The regions that a rule applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    Comment,
    String,
    Code,
    Any,
}

impl Scope {
    pub fn includes(self, region: Region) -> bool {
        match self {
            Self::Any => true,
            Self::Comment => region == Region::Comment,
            Self::String => region == Region::String,
            Self::Code => region == Region::Code,
        }
    }
}

/// A `[[rule]]` table of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Spanned<String>,
    severity: Severity,
    #[serde(rename = "where")]
    scope: Scope,
    #[serde(default)]
    languages: Vec<Spanned<String>>,
    #[serde(default)]
    literals: Vec<Spanned<String>>,
    pattern: Option<Spanned<String>>,
    longer_than: Option<usize>,
    #[serde(default)]
    keywords: Vec<String>,
    unless: Option<Spanned<String>>,
    #[serde(default)]
    entropy: f64,
    message: String,
    suggestion: String,
    #[serde(default, rename = "bait")]
    matching_samples: BTreeMap<String, String>,
    #[serde(default, rename = "clean")]
    clean_samples: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(default, rename = "rule")]
    tables: Vec<Table>,
}

/// What a rule looks for.
pub(crate) enum Target {
    /// Exact texts.
    Literals(Vec<String>),
    /// A pattern, and keywords of which one must be in the text for it to match; without keywords
    /// it is always tried.
    Pattern(Regex, Vec<String>),
    /// A line with more characters than this.
    LongLine(usize),
}

/// One rule.
pub struct Rule {
    /// Its id, such as `todo`.
    pub id: String,
    pub(crate) severity: Severity,
    pub(crate) scope: Scope,
    /// The languages it applies to; empty: all texts.
    pub(crate) languages: Vec<String>,
    pub(crate) target: Target,
    /// Suppresses a match if it matches the same lines or the two before.
    pub(crate) unless: Option<Regex>,
    /// The minimum Shannon entropy of a match, in bits per character; separates keys from words.
    pub(crate) entropy: f64,
    pub(crate) message: String,
    pub(crate) suggestion: String,
    /// Texts that it must match, by file name; `bait` in the file.
    pub matching_samples: BTreeMap<String, String>,
    /// Texts that it must not match, by file name; `clean` in the file.
    pub clean_samples: BTreeMap<String, String>,
}

/// Reads the text of a rules file.
///
/// # Errors
/// If it is not TOML, or a key is missing, unknown or has the wrong type; the message has the line.
pub(crate) fn parse_rules(text: &str) -> Result<Vec<Rule>, String> {
    let file: RulesFile = toml::from_str(text).map_err(|e| format!("rules: {e}"))?;
    let mut rules: Vec<Rule> = Vec::new();
    for table in file.tables {
        let line = line_of(text, &table.id);
        if rules.iter().any(|other| other.id == *table.id.get_ref()) {
            return Err(format!("rules, line {line}: duplicate rule id {:?}", table.id.get_ref()));
        }
        rules.push(Rule::from_table(table, text)?);
    }
    Ok(rules)
}

impl Rule {
    fn from_table(table: Table, text: &str) -> Result<Self, String> {
        for language in &table.languages {
            if ALL.iter().all(|known| known.name != language.get_ref()) {
                let known: Vec<&str> = ALL.iter().map(|known| known.name).collect();
                let (line, name) = (line_of(text, language), language.get_ref());
                let known = known.join(", ");
                return Err(format!(
                    "rules, line {line}: unknown language {name:?}; known are: {known}"
                ));
            }
        }
        let target = target(&table, text)?;
        let unless = table.unless.as_ref();
        let unless = unless.map(|pattern| compile(pattern, "unless", text)).transpose()?;
        Ok(Self {
            id: table.id.into_inner(),
            severity: table.severity,
            scope: table.scope,
            languages: table.languages.into_iter().map(Spanned::into_inner).collect(),
            target,
            unless,
            entropy: table.entropy,
            message: table.message,
            suggestion: table.suggestion,
            matching_samples: table.matching_samples,
            clean_samples: table.clean_samples,
        })
    }

    /// Whether a match has the minimum entropy.
    pub(crate) fn has_entropy(&self, matched: &str) -> bool {
        self.entropy <= 0.0 || entropy(matched) >= self.entropy
    }
}

fn target(table: &Table, text: &str) -> Result<Target, String> {
    let line = line_of(text, &table.id);
    match (&table.pattern, table.longer_than, table.literals.is_empty()) {
        (Some(pattern), None, true) => {
            Ok(Target::Pattern(compile(pattern, "pattern", text)?, table.keywords.clone()))
        }
        (None, Some(chars), true) => Ok(Target::LongLine(chars)),
        (None, None, false) => {
            if let Some(empty) = table.literals.iter().find(|it| it.get_ref().is_empty()) {
                let line = line_of(text, empty);
                return Err(format!("rules, line {line}: an empty literal matches everywhere"));
            }
            Ok(Target::Literals(table.literals.iter().map(|it| it.get_ref().clone()).collect()))
        }
        _ => Err(format!(
            "rules, line {line}: {:?} needs exactly one of literals, pattern, longer_than",
            table.id.get_ref()
        )),
    }
}

fn compile(pattern: &Spanned<String>, key: &str, text: &str) -> Result<Regex, String> {
    RegexBuilder::new(&with_ascii_word_boundaries(pattern.get_ref()))
        .multi_line(true)
        .size_limit(MAX_PATTERN_BYTES)
        .build()
        .map_err(|e| {
            format!(
                "rules, line {}: {key} is not a valid regular expression: {e}",
                line_of(text, pattern)
            )
        })
}

/// Makes the word boundaries of a pattern ASCII ones: those by Unicode make the search of a text
/// with other characters many times slower, and no rule needs them.
fn with_ascii_word_boundaries(pattern: &str) -> String {
    let mut result = String::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            (_, Some('b')) => result.push_str(r"(?-u:\b)"),
            (_, Some(other)) => result.extend([c, other]),
            (_, None) => result.push(c),
        }
    }
    result
}

fn line_of<T>(text: &str, value: &Spanned<T>) -> usize {
    text[..value.span().start.min(text.len())].matches('\n').count() + 1
}

/// Shannon entropy in bits per character: about 4.5 for random letters and digits, 3.5 for prose.
#[allow(clippy::cast_precision_loss)] // counts of characters are far below 2^52
fn entropy(text: &str) -> f64 {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for character in text.chars() {
        *counts.entry(character).or_default() += 1;
    }
    let total = text.chars().count() as f64;
    counts.values().map(|&count| count as f64 / total).map(|share| -share * share.log2()).sum()
}
