//! The rules: read once, checked, applied.

use crate::finding::{Finding, Severity};
use crate::place::{places, Place};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::collections::HashMap;

/// The most findings of one text: who has more of them has one problem, not a thousand.
const MAX_FINDINGS: usize = 200;

/// The memory that one compiled pattern may take.
const MAX_PATTERN_BYTES: usize = 1 << 20;

/// Where a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Where {
    Comment,
    String,
    Code,
    Any,
}

/// One rule, as it stands in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, such as `todo`.
    pub id: String,
    severity: Severity,
    #[serde(rename = "where")]
    place: Where,
    /// Endings of the files it is for; none: all.
    #[serde(default)]
    endings: Vec<String>,
    pattern: String,
    /// The least Shannon entropy of the match, in bits a character; tells keys from words.
    #[serde(default)]
    entropy: f64,
    message: String,
    suggestion: String,
    /// What it must find, by file name.
    #[serde(default)]
    pub bait: HashMap<String, String>,
    /// What it must not find, by file name.
    #[serde(default)]
    pub clean: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

/// All rules, ready to be applied.
pub struct Rules {
    rules: Vec<(Rule, Regex)>,
}

impl Rules {
    /// Reads rules.
    ///
    /// # Errors
    /// Where the text is no TOML, a key is missing or unknown, an id comes twice, or a pattern is
    /// none; the message names line or rule.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|e| format!("rules: {e}"))?;
        let mut rules: Vec<(Rule, Regex)> = Vec::new();
        for rule in file.rule {
            if rules.iter().any(|(other, _)| other.id == rule.id) {
                return Err(format!("rules: \"{}\" is there twice", rule.id));
            }
            let pattern = RegexBuilder::new(&rule.pattern)
                .multi_line(true)
                .size_limit(MAX_PATTERN_BYTES)
                .build()
                .map_err(|e| format!("rules: the pattern of \"{}\": {e}", rule.id))?;
            rules.push((rule, pattern));
        }
        Ok(Self { rules })
    }

    /// The rules as they were read.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|(rule, _)| rule)
    }

    /// What they find in a text, in order of position.
    #[must_use]
    pub fn findings(&self, path: &str, text: &str) -> Vec<Finding> {
        let spans = places(path, text);
        let mut found: Vec<(usize, Finding)> = Vec::new();
        for (rule, pattern) in self.rules.iter().filter(|(rule, _)| rule.is_for(path)) {
            for hit in pattern.find_iter(text).filter(|hit| rule.applies(hit, &spans)) {
                if found.len() < MAX_FINDINGS {
                    found.push((hit.start(), rule.finding(text, hit.start())));
                }
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, finding)| finding).collect()
    }
}

impl Rule {
    fn is_for(&self, path: &str) -> bool {
        let lower = path.to_lowercase();
        self.endings.is_empty() || self.endings.iter().any(|ending| lower.ends_with(ending))
    }

    fn applies(&self, hit: &regex::Match, spans: &[(usize, Place)]) -> bool {
        let index = spans.partition_point(|(from, _)| *from <= hit.start()).saturating_sub(1);
        let place = spans.get(index).map_or(Place::Code, |(_, place)| *place);
        let here = match self.place {
            Where::Any => true,
            Where::Comment => place == Place::Comment,
            Where::String => place == Place::String,
            Where::Code => place == Place::Code,
        };
        here && (self.entropy <= 0.0 || entropy(hit.as_str()) >= self.entropy)
    }

    fn finding(&self, text: &str, at: usize) -> Finding {
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        Finding {
            rule: self.id.clone(),
            severity: self.severity,
            line: text[..at].matches('\n').count() + 1,
            column: text[line_start..at].chars().count() + 1,
            message: self.message.clone(),
            suggestion: self.suggestion.clone(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::Rules;

    const SHIPPED: &str = include_str!("../../conf/rules.toml");

    #[test]
    fn every_shipped_rule_takes_its_bait_and_leaves_what_is_clean() {
        let rules = Rules::read(SHIPPED).expect("conf/rules.toml is read");
        for rule in rules.all() {
            assert!(!rule.bait.is_empty() && !rule.clean.is_empty(), "{} lacks samples", rule.id);
            for (path, text) in &rule.bait {
                let hit = rules.findings(path, text).iter().any(|one| one.rule == rule.id);
                assert!(hit, "{} does not take its bait {path}: {text}", rule.id);
            }
            for (path, text) in &rule.clean {
                let hit = rules.findings(path, text).iter().any(|one| one.rule == rule.id);
                assert!(!hit, "{} is taken in by {path}: {text}", rule.id);
            }
        }
    }

    #[test]
    fn counts_lines_and_columns_in_characters() {
        let rules = Rules::read(SHIPPED).expect("conf/rules.toml is read");
        let findings = rules.findings("a.py", "x = 1\ny = \"päck\"  # TODO: more\n");
        assert_eq!((findings[0].line, findings[0].column), (2, 15));
    }

    #[test]
    fn names_what_is_wrong_with_a_rule() {
        let head = "[[rule]]\nid = \"x\"\nseverity = \"warn\"\nwhere = \"any\"\nmessage = \"m\"\n";
        let whole = format!("{head}suggestion = \"s\"\npattern = \"x\"\n");
        assert!(Rules::read(&whole).is_ok());
        for (text, reason) in [
            ("[[rule", "line 1"),
            (head, "missing field"),
            (&whole.replace("\"warn\"", "\"bad\""), "line 3"),
            (&whole.replace("pattern = \"x\"", "pattern = \"(\""), "pattern of \"x\""),
            (&format!("{whole}{whole}"), "twice"),
            (&format!("{whole}odd = 1\n"), "odd"),
        ] {
            let said = Rules::read(text).err().unwrap_or_default();
            assert!(said.contains(reason), "{said} does not say {reason}");
        }
    }
}
