//! A set of rules, compiled once and applied to many texts.
//!
//! Most texts are clean, so one pass of an Aho-Corasick automaton over the keywords of all rules
//! finds the rules that may match, and only those search the text. Only if one matches is the text
//! parsed, to separate comments, strings and code.

use crate::finding::Finding;
use crate::language::Language;
use crate::limits::{check_length, Deadline, LimitError};
use crate::position::line_and_column;
use crate::region::Region;
use crate::regions::regions;
use crate::rule::{parse_rules, Rule, Target};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The most findings that are reported of one text.
const MAX_FINDINGS: usize = 200;

/// The most matches of one rule that are examined in one text.
const MAX_MATCHES: usize = 10_000;

/// Compiled rules.
pub struct RuleSet {
    rules: Vec<Rule>,
    keywords: AhoCorasick,
    /// The index of each keyword's rule.
    keyword_rules: Vec<usize>,
    /// The indexes of the rules without keywords.
    rules_without_keywords: Vec<usize>,
}

/// A match of a rule, before its region, its entropy and `unless` are checked.
struct Match {
    rule: usize,
    start: usize,
    end: usize,
}

/// Applies the rules to one text; the extension of `path` determines its language.
///
/// # Errors
/// If the text is too long, or the deadline passes.
pub fn scan(
    rules: &RuleSet,
    path: &str,
    text: &str,
    deadline: Deadline,
) -> Result<Vec<Finding>, LimitError> {
    check_length(text)?;
    rules.findings(path, text, deadline)
}

impl RuleSet {
    /// Reads and compiles the text of a rules file.
    ///
    /// # Errors
    /// If a rule is invalid; the message has the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rules = parse_rules(text)?;
        let mut keywords: Vec<&str> = Vec::new();
        let mut keyword_rules = Vec::new();
        let mut rules_without_keywords = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let rule_keywords: &[String] = match &rule.target {
                Target::Literals(words) | Target::Pattern(_, words) => words,
                Target::LongLine(_) => &[],
            };
            keywords.extend(rule_keywords.iter().map(String::as_str));
            keyword_rules.extend(std::iter::repeat_n(index, rule_keywords.len()));
            if rule_keywords.is_empty() {
                rules_without_keywords.push(index);
            }
        }
        let keywords = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&keywords)
            .map_err(|e| format!("rules: too many keywords: {e}"))?;
        Ok(Self { rules, keywords, keyword_rules, rules_without_keywords })
    }

    /// The rules, in the order of the file.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The findings in a text, in order of position.
    fn findings(
        &self,
        path: &str,
        text: &str,
        deadline: Deadline,
    ) -> Result<Vec<Finding>, LimitError> {
        let language = Language::of(path).map_or("", |language| language.name);
        let mut matches = Vec::new();
        for index in self.candidates(text, language) {
            self.find_matches(index, text, &mut matches);
            if deadline.is_expired() {
                return Err(LimitError::TimedOut);
            }
        }
        if matches.is_empty() {
            return Ok(Vec::new());
        }
        matches.sort_by_key(|it| (it.start, it.rule));
        let regions = regions(path, text, deadline)?;
        let confirmed = matches.iter().filter(|it| self.is_finding(it, text, &regions));
        Ok(confirmed.take(MAX_FINDINGS).map(|it| self.finding(it, text)).collect())
    }

    /// The indexes of the rules that apply to a language and may match a text.
    fn candidates(&self, text: &str, language: &str) -> Vec<usize> {
        let mut may_match = vec![false; self.rules.len()];
        for keyword in self.keywords.find_overlapping_iter(text) {
            may_match[self.keyword_rules[keyword.pattern().as_usize()]] = true;
        }
        self.rules_without_keywords.iter().for_each(|&index| may_match[index] = true);
        let applies = |rule: &Rule| {
            rule.languages.is_empty() || rule.languages.iter().any(|name| name == language)
        };
        (0..may_match.len())
            .filter(|&index| may_match[index] && applies(&self.rules[index]))
            .collect()
    }

    fn find_matches(&self, rule: usize, text: &str, matches: &mut Vec<Match>) {
        match &self.rules[rule].target {
            Target::Literals(literals) => {
                for literal in literals {
                    let found = text.match_indices(literal.as_str()).take(MAX_MATCHES);
                    matches.extend(found.map(|(start, it)| {
                        let end = start + it.len();
                        Match { rule, start, end }
                    }));
                }
            }
            Target::Pattern(pattern, _) => {
                let found = pattern.find_iter(text).take(MAX_MATCHES);
                matches.extend(found.map(|it| Match { rule, start: it.start(), end: it.end() }));
            }
            Target::LongLine(chars) => {
                let mut start = 0;
                for line in text.split_inclusive('\n') {
                    let end = start + line.len();
                    if line.len() > *chars && line.chars().count() > *chars {
                        matches.push(Match { rule, start, end });
                    }
                    start = end;
                }
            }
        }
    }

    fn is_finding(&self, matched: &Match, text: &str, regions: &[(usize, Region)]) -> bool {
        let rule = &self.rules[matched.rule];
        let at = matched.position(text);
        let index = regions.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let region = regions.get(index).map_or(Region::Code, |(_, region)| *region);
        rule.scope.includes(region)
            && rule.has_entropy(&text[matched.start..matched.end])
            && !rule.unless.as_ref().is_some_and(|unless| unless.is_match(matched.context(text)))
    }

    fn finding(&self, matched: &Match, text: &str) -> Finding {
        let rule = &self.rules[matched.rule];
        let (line, column) = line_and_column(text, matched.position(text));
        Finding {
            rule: rule.id.clone(),
            severity: rule.severity,
            line,
            column,
            message: rule.message.clone(),
            suggestion: rule.suggestion.clone(),
        }
    }

    /// The message and the suggestion of a rule.
    pub(crate) fn description(&self, id: &str) -> Option<(&str, &str)> {
        let rule = self.rules.iter().find(|rule| rule.id == id)?;
        Some((&rule.message, &rule.suggestion))
    }
}

impl Match {
    /// The byte that is reported: a pattern may begin with white space before what it looks for.
    fn position(&self, text: &str) -> usize {
        let matched = &text[self.start..self.end];
        self.start + (matched.len() - matched.trim_start().len())
    }

    /// The lines of the match and the two before.
    fn context<'t>(&self, text: &'t str) -> &'t str {
        let mut start = self.start;
        for _ in 0..3 {
            start = text[..start].rfind('\n').unwrap_or(0);
        }
        let end = text[self.end..].find('\n').map_or(text.len(), |end| self.end + end);
        &text[start..end]
    }
}
