//! One language: its grammar, its queries, and how far both are trusted.

use crate::limits::{check_complexity, check_length, Deadline, InputCheck, LimitError};
use crate::memory_guard;
use crate::preprocessor::PreprocessedText;
use crate::reference_parser::ReferenceParser;
use crate::strict_checks::{NodeCheck, StrictChecks};
use std::sync::OnceLock;
use tree_sitter::{Query, Tree};
use tree_sitter_language::LanguageFn;

/// A language that the scanner can parse; a row of [`crate::ALL`].
pub struct Language {
    /// Its name, such as `python`, as in the studio's own table.
    pub name: &'static str,
    /// The extensions of its files, without the dot.
    pub extensions: &'static [&'static str],
    /// The whole names of its files that have no extension of its own.
    pub file_names: &'static [&'static str],
    /// Other names of the language in the info string of a Markdown code block.
    pub aliases: &'static [&'static str],
    grammar: LanguageFn,
    query_source: &'static str,
    /// Whether unbalanced brackets in its tree are errors.
    pub(crate) checks_brackets: bool,
    /// A complete parser, where the grammar accepts more than the language does.
    pub(crate) reference_parser: Option<ReferenceParser>,
    /// A check of the nodes of a tree without errors.
    node_check: Option<NodeCheck>,
    /// The keywords that cannot be identifiers, separated by white space.
    reserved_words: &'static str,
    /// Whether the errors of its grammar, except unbalanced brackets, are too often wrong.
    pub(crate) has_unreliable_grammar: bool,
    /// Returns the texts that the grammar is given if it does not accept the original.
    pub(crate) preprocess: Option<fn(text: &str) -> Vec<PreprocessedText>>,
    template_check: Option<fn(text: &str) -> bool>,
    input_check: Option<InputCheck>,
    query: OnceLock<Query>,
    strict_checks: OnceLock<StrictChecks>,
}

impl Language {
    pub(crate) const fn new(
        name: &'static str,
        extensions: &'static [&'static str],
        grammar: LanguageFn,
        query_source: &'static str,
    ) -> Self {
        Self {
            name,
            extensions,
            file_names: &[],
            aliases: &[],
            grammar,
            query_source,
            checks_brackets: true,
            reference_parser: None,
            node_check: None,
            reserved_words: "",
            has_unreliable_grammar: false,
            preprocess: None,
            template_check: None,
            input_check: None,
            query: OnceLock::new(),
            strict_checks: OnceLock::new(),
        }
    }

    pub(crate) const fn file_names(mut self, names: &'static [&'static str]) -> Self {
        self.file_names = names;
        self
    }

    pub(crate) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(crate) const fn without_bracket_check(mut self) -> Self {
        self.checks_brackets = false;
        self
    }

    pub(crate) const fn reference_parser(mut self, parser: ReferenceParser) -> Self {
        self.reference_parser = Some(parser);
        self
    }

    pub(crate) const fn node_check(mut self, check: NodeCheck) -> Self {
        self.node_check = Some(check);
        self
    }

    pub(crate) const fn reserved_words(mut self, words: &'static str) -> Self {
        self.reserved_words = words;
        self
    }

    pub(crate) const fn input_check(mut self, check: InputCheck) -> Self {
        self.input_check = Some(check);
        self
    }

    pub(crate) const fn preprocess(
        mut self,
        preprocess: fn(&str) -> Vec<PreprocessedText>,
    ) -> Self {
        self.preprocess = Some(preprocess);
        self
    }

    pub(crate) const fn template_check(mut self, is_template: fn(&str) -> bool) -> Self {
        self.template_check = Some(is_template);
        self
    }

    pub(crate) const fn unreliable_grammar(mut self) -> Self {
        self.has_unreliable_grammar = true;
        self
    }

    /// Rejects a text that neither its grammar nor its reference parser may be given.
    pub(crate) fn check_input(&self, text: &str) -> Result<(), LimitError> {
        check_length(text)?;
        check_complexity(text)?;
        self.input_check.map_or(Ok(()), |check| check(text))
    }

    /// Whether a text cannot be judged before a template engine has filled it in.
    pub(crate) fn is_template(&self, text: &str) -> bool {
        self.template_check.is_some_and(|is_template| is_template(text))
    }

    pub(crate) fn grammar(&self) -> tree_sitter::Language {
        memory_guard::install();
        self.grammar.into()
    }

    /// Parses a text that passed [`Self::check_input`]. A syntax error is a node of the tree.
    pub(crate) fn parse(&self, text: &str, deadline: Deadline) -> Result<Tree, LimitError> {
        memory_guard::parse(self.grammar(), text, deadline)
    }

    /// Its queries, compiled on first use.
    pub(crate) fn query(&self) -> &Query {
        self.query.get_or_init(|| {
            Query::new(&self.grammar(), self.query_source)
                .unwrap_or_else(|e| panic!("queries of {}: {e}", self.name))
        })
    }

    /// Its checks of a tree without errors, prepared on first use.
    pub(crate) fn strict_checks(&self) -> &StrictChecks {
        let prepare = || StrictChecks::new(&self.grammar(), self.node_check, self.reserved_words);
        self.strict_checks.get_or_init(prepare)
    }
}
