//! One rule as it stands in the file, checked when it is read.

use crate::finding::Severity;
use crate::languages::ALL;
use crate::place::Place;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

/// The memory that one compiled pattern may take.
const MAX_PATTERN_BYTES: usize = 4 << 20;

/// Where a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Where {
    Comment,
    String,
    Code,
    Any,
}

impl Where {
    pub fn holds(self, place: Place) -> bool {
        match self {
            Self::Any => true,
            Self::Comment => place == Place::Comment,
            Self::String => place == Place::String,
            Self::Code => place == Place::Code,
        }
    }
}

/// A rule's table in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Spanned<String>,
    severity: Severity,
    #[serde(rename = "where")]
    place: Where,
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
    #[serde(default)]
    bait: BTreeMap<String, String>,
    #[serde(default)]
    clean: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Table>,
}

/// What a rule looks for.
pub(crate) enum Target {
    /// Words, as they are.
    Literals(Vec<String>),
    /// A pattern, and words of which one must be there for it to match; none: it is always tried.
    Pattern(Regex, Vec<String>),
    /// A line of more characters.
    LongLine(usize),
}

/// One rule.
pub struct Rule {
    /// Its name, such as `todo`.
    pub id: String,
    pub(crate) severity: Severity,
    pub(crate) place: Where,
    /// The languages it is for; none: all texts.
    pub(crate) languages: Vec<String>,
    pub(crate) target: Target,
    /// What excuses a hit when it stands in the same line or the two before.
    pub(crate) unless: Option<Regex>,
    /// The least Shannon entropy of the hit, in bits a character; tells keys from words.
    pub(crate) entropy: f64,
    pub(crate) message: String,
    pub(crate) suggestion: String,
    /// What it must find, by file name.
    pub bait: BTreeMap<String, String>,
    /// What it must not find, by file name.
    pub clean: BTreeMap<String, String>,
}

/// Reads a file of rules.
///
/// # Errors
/// Where it is no TOML, a key is missing, unknown or of the wrong kind; the message has the line.
pub(crate) fn read(text: &str) -> Result<Vec<Rule>, String> {
    let file: File = toml::from_str(text).map_err(|e| format!("rules: {e}"))?;
    let mut rules: Vec<Rule> = Vec::new();
    for table in file.rule {
        let line = line_of(text, &table.id);
        if rules.iter().any(|other| other.id == *table.id.get_ref()) {
            return Err(format!("rules, line {line}: {:?} is there twice", table.id.get_ref()));
        }
        rules.push(Rule::of(table, text)?);
    }
    Ok(rules)
}

impl Rule {
    fn of(table: Table, text: &str) -> Result<Self, String> {
        for language in &table.languages {
            if ALL.iter().all(|one| one.name != language.get_ref()) {
                let known: Vec<&str> = ALL.iter().map(|one| one.name).collect();
                let (line, name) = (line_of(text, language), language.get_ref());
                let known = known.join(", ");
                return Err(format!("rules, line {line}: no language is called {name:?}: {known}"));
            }
        }
        let target = target(&table, text)?;
        let unless = table.unless.as_ref().map(|one| compiled(one, "unless", text)).transpose()?;
        Ok(Self {
            id: table.id.into_inner(),
            severity: table.severity,
            place: table.place,
            languages: table.languages.into_iter().map(Spanned::into_inner).collect(),
            target,
            unless,
            entropy: table.entropy,
            message: table.message,
            suggestion: table.suggestion,
            bait: table.bait,
            clean: table.clean,
        })
    }

    /// Whether a piece of text is as random as a key has to be.
    pub(crate) fn is_random_enough(&self, piece: &str) -> bool {
        self.entropy <= 0.0 || entropy(piece) >= self.entropy
    }
}

fn target(table: &Table, text: &str) -> Result<Target, String> {
    let line = line_of(text, &table.id);
    match (&table.pattern, table.longer_than, table.literals.is_empty()) {
        (Some(pattern), None, true) => {
            Ok(Target::Pattern(compiled(pattern, "pattern", text)?, table.keywords.clone()))
        }
        (None, Some(chars), true) => Ok(Target::LongLine(chars)),
        (None, None, false) => {
            if let Some(empty) = table.literals.iter().find(|one| one.get_ref().is_empty()) {
                let line = line_of(text, empty);
                return Err(format!("rules, line {line}: an empty literal is everywhere"));
            }
            Ok(Target::Literals(table.literals.iter().map(|one| one.get_ref().clone()).collect()))
        }
        _ => Err(format!(
            "rules, line {line}: {:?} needs just one of literals, pattern, longer_than",
            table.id.get_ref()
        )),
    }
}

fn compiled(pattern: &Spanned<String>, key: &str, text: &str) -> Result<Regex, String> {
    RegexBuilder::new(&plain_boundaries(pattern.get_ref()))
        .multi_line(true)
        .size_limit(MAX_PATTERN_BYTES)
        .build()
        .map_err(|e| format!("rules, line {}: {key} is none: {e}", line_of(text, pattern)))
}

/// Boundaries of words by ASCII: those by Unicode make a text that has more than ASCII many times
/// slower to search, and no rule looks for words that need them.
fn plain_boundaries(pattern: &str) -> String {
    let mut plain = String::new();
    let mut rest = pattern.chars();
    while let Some(one) = rest.next() {
        match (one, if one == '\\' { rest.next() } else { None }) {
            (_, Some('b')) => plain.push_str(r"(?-u:\b)"),
            (_, Some(other)) => plain.extend([one, other]),
            (_, None) => plain.push(one),
        }
    }
    plain
}

fn line_of<T>(text: &str, value: &Spanned<T>) -> usize {
    text[..value.span().start.min(text.len())].matches('\n').count() + 1
}

/// Shannon entropy in bits a character: about 4.5 for random letters and digits, 3.5 for prose.
#[allow(clippy::cast_precision_loss)] // counts of characters are far below 2^52
fn entropy(text: &str) -> f64 {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for character in text.chars() {
        *counts.entry(character).or_default() += 1;
    }
    let total = text.chars().count() as f64;
    counts.values().map(|&count| count as f64 / total).map(|share| -share * share.log2()).sum()
}
