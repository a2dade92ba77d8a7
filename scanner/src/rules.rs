//! All rules, compiled once and applied to one text after the other.
//!
//! Most texts are clean: one pass of an automaton over the words that the rules look for tells
//! which rules may hit at all, and only those look closer. Only where one hits is the text parsed,
//! to tell comments, strings and code apart.

use crate::finding::Finding;
use crate::language::Language;
use crate::limits::{Deadline, Refusal};
use crate::place::{places, Place};
use crate::problem::position;
use crate::rule::{read, Rule, Target};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The most findings of one text: who has more of them has one problem, not a thousand.
const MAX_FINDINGS: usize = 200;

/// The most hits of one rule that are looked at more closely.
const MAX_HITS: usize = 10_000;

/// All rules, ready to be applied.
pub struct Rules {
    all: Vec<Rule>,
    words: AhoCorasick,
    /// The rule of each word.
    owners: Vec<usize>,
    /// Rules that no word gives away.
    always: Vec<usize>,
}

/// A piece of a text that a rule may object to.
struct Hit {
    rule: usize,
    from: usize,
    to: usize,
}

impl Rules {
    /// Reads and compiles rules.
    ///
    /// # Errors
    /// Where something is wrong with them; the message has the line.
    pub fn read(text: &str) -> Result<Self, String> {
        let rules = read(text)?;
        let mut words: Vec<&str> = Vec::new();
        let mut owners = Vec::new();
        let mut always = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let its: &[String] = match &rule.target {
                Target::Literals(words) | Target::Pattern(_, words) => words,
                Target::LongLine(_) => &[],
            };
            words.extend(its.iter().map(String::as_str));
            owners.extend(std::iter::repeat_n(index, its.len()));
            if its.is_empty() {
                always.push(index);
            }
        }
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .map_err(|e| format!("rules: too many words: {e}"))?;
        Ok(Self { all: rules, words, owners, always })
    }

    /// The rules as they were read.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        self.all.iter()
    }

    /// What they find in a text, in order of position.
    ///
    /// # Errors
    /// Where the deadline came first.
    pub fn findings(
        &self,
        path: &str,
        text: &str,
        deadline: Deadline,
    ) -> Result<Vec<Finding>, Refusal> {
        let language = Language::of(path).map_or("", |language| language.name);
        let mut hits = Vec::new();
        for index in self.candidates(text, language) {
            self.hits(index, text, &mut hits);
            if deadline.is_over() {
                return Err(Refusal::TooSlow);
            }
        }
        if hits.is_empty() {
            return Ok(Vec::new());
        }
        hits.sort_by_key(|hit| (hit.from, hit.rule));
        let spans = places(path, text, deadline)?;
        let objections = hits.iter().filter(|hit| self.objects(hit, text, &spans));
        Ok(objections.take(MAX_FINDINGS).map(|hit| self.finding(hit, text)).collect())
    }

    /// The rules that are for a language and may hit in a text.
    fn candidates(&self, text: &str, language: &str) -> Vec<usize> {
        let mut may = vec![false; self.all.len()];
        for found in self.words.find_overlapping_iter(text) {
            may[self.owners[found.pattern().as_usize()]] = true;
        }
        self.always.iter().for_each(|&index| may[index] = true);
        let is_for = |rule: &Rule| {
            rule.languages.is_empty() || rule.languages.iter().any(|name| name == language)
        };
        (0..may.len()).filter(|&index| may[index] && is_for(&self.all[index])).collect()
    }

    fn hits(&self, rule: usize, text: &str, hits: &mut Vec<Hit>) {
        match &self.all[rule].target {
            Target::Literals(words) => {
                for word in words {
                    let found = text.match_indices(word.as_str()).take(MAX_HITS);
                    hits.extend(found.map(|(from, it)| Hit { rule, from, to: from + it.len() }));
                }
            }
            Target::Pattern(pattern, _) => {
                let found = pattern.find_iter(text).take(MAX_HITS);
                hits.extend(found.map(|it| Hit { rule, from: it.start(), to: it.end() }));
            }
            Target::LongLine(chars) => {
                let mut from = 0;
                for line in text.split_inclusive('\n') {
                    let to = from + line.len();
                    if line.len() > *chars && line.chars().count() > *chars {
                        hits.push(Hit { rule, from, to });
                    }
                    from = to;
                }
            }
        }
    }

    fn objects(&self, hit: &Hit, text: &str, spans: &[(usize, Place)]) -> bool {
        let rule = &self.all[hit.rule];
        let piece = &text[hit.from..hit.to];
        // A pattern may begin with the blanks or the line end before what it is about.
        let begin = hit.from + (piece.len() - piece.trim_start().len());
        let index = spans.partition_point(|(from, _)| *from <= begin).saturating_sub(1);
        let place = spans.get(index).map_or(Place::Code, |(_, place)| *place);
        rule.place.holds(place)
            && rule.is_random_enough(piece)
            && !rule.unless.as_ref().is_some_and(|unless| unless.is_match(around(text, hit)))
    }

    fn finding(&self, hit: &Hit, text: &str) -> Finding {
        let rule = &self.all[hit.rule];
        let piece = &text[hit.from..hit.to];
        let begin = hit.from + (piece.len() - piece.trim_start().len());
        let (line, column) = position(text, begin);
        Finding {
            rule: rule.id.clone(),
            severity: rule.severity,
            line,
            column,
            message: rule.message.clone(),
            suggestion: rule.suggestion.clone(),
        }
    }

    /// What a rule's findings mean, for a reader that wants to be told once.
    pub(crate) fn meaning(&self, id: &str) -> Option<(&str, &str)> {
        let rule = self.all.iter().find(|rule| rule.id == id)?;
        Some((&rule.message, &rule.suggestion))
    }
}

/// The lines of a hit and the two before.
fn around<'t>(text: &'t str, hit: &Hit) -> &'t str {
    let mut from = hit.from;
    for _ in 0..3 {
        from = text[..from].rfind('\n').unwrap_or(0);
    }
    let to = text[hit.to..].find('\n').map_or(text.len(), |end| hit.to + end);
    &text[from..to]
}
