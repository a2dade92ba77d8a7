//! What is known of a language: its grammar, its queries, and how far both are trusted.

use crate::fence;
use crate::languages::ALL;
use crate::limits::{admit, admit_shape, Admission, Deadline, Refusal};
use crate::preprocessor::Branch;
use crate::reader::Reader;
use crate::strictness::{Look, Strictness};
use std::sync::OnceLock;
use tree_sitter::{Query, Tree};
use tree_sitter_language::LanguageFn;

/// A language that can be read.
pub struct Language {
    /// Its name, such as `python`; the same as in the studio's own table.
    pub name: &'static str,
    /// What its files end in, without the dot.
    pub endings: &'static [&'static str],
    /// Its files by their whole name.
    pub files: &'static [&'static str],
    /// What else it is called, after a fence of Markdown.
    pub aliases: &'static [&'static str],
    grammar: LanguageFn,
    queries: &'static str,
    /// Whether brackets pair up everywhere in its code.
    pub(crate) brackets: bool,
    /// A second look, where the grammar takes more than the language does.
    pub(crate) reader: Option<Reader>,
    /// What to look for in a tree without errors, where the grammar lets it pass.
    look: Option<Look>,
    /// Words that name nothing.
    reserved: &'static str,
    /// Whether only brackets are told: what else the grammar finds is wrong too often.
    pub(crate) doubted: bool,
    /// What a compiler may see of a text with words of a preprocessor in it.
    pub(crate) branches: Option<fn(text: &str) -> Vec<Branch>>,
    /// Whether a text must be filled in before anybody can judge it.
    pub(crate) template: Option<fn(text: &str) -> bool>,
    /// What its grammar must not be given.
    admit: Option<Admission>,
    compiled: OnceLock<Query>,
    strictness: OnceLock<Strictness>,
}

impl Language {
    pub(crate) const fn row(
        name: &'static str,
        endings: &'static [&'static str],
        grammar: LanguageFn,
        queries: &'static str,
    ) -> Self {
        Self {
            name,
            endings,
            files: &[],
            aliases: &[],
            grammar,
            queries,
            brackets: true,
            reader: None,
            look: None,
            reserved: "",
            doubted: false,
            branches: None,
            template: None,
            admit: None,
            compiled: OnceLock::new(),
            strictness: OnceLock::new(),
        }
    }

    pub(crate) const fn files(mut self, files: &'static [&'static str]) -> Self {
        self.files = files;
        self
    }

    pub(crate) const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(crate) const fn loose(mut self) -> Self {
        self.brackets = false;
        self
    }

    pub(crate) const fn read_by(mut self, reader: Reader) -> Self {
        self.reader = Some(reader);
        self
    }

    pub(crate) const fn held_to(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
    }

    pub(crate) const fn reserving(mut self, words: &'static str) -> Self {
        self.reserved = words;
        self
    }

    pub(crate) const fn admitting(mut self, admit: Admission) -> Self {
        self.admit = Some(admit);
        self
    }

    pub(crate) const fn preprocessed(mut self, branches: fn(&str) -> Vec<Branch>) -> Self {
        self.branches = Some(branches);
        self
    }

    pub(crate) const fn filled_in(mut self, template: fn(&str) -> bool) -> Self {
        self.template = Some(template);
        self
    }

    pub(crate) const fn doubted(mut self) -> Self {
        self.doubted = true;
        self
    }

    /// Refuses what neither its grammar nor its reader may be given.
    pub(crate) fn admit(&self, text: &str) -> Result<(), Refusal> {
        admit(text)?;
        admit_shape(text)?;
        self.admit.map_or(Ok(()), |admit| admit(text))
    }

    pub(crate) fn grammar(&self) -> tree_sitter::Language {
        fence::build();
        self.grammar.into()
    }

    /// Reads a text that is admitted; what is broken in it stands in the tree as errors.
    pub(crate) fn parse(&self, text: &str, deadline: Deadline) -> Result<Tree, Refusal> {
        fence::parse(self.grammar(), text, deadline)
    }

    /// Its queries, compiled at their first use.
    pub(crate) fn query(&self) -> &Query {
        self.compiled.get_or_init(|| {
            Query::new(&self.grammar(), self.queries)
                .unwrap_or_else(|e| panic!("queries of {}: {e}", self.name))
        })
    }

    /// What its grammar lets pass, compiled at the first use.
    pub(crate) fn strictness(&self) -> &Strictness {
        let compile = || Strictness::new(&self.grammar(), self.look, self.reserved);
        self.strictness.get_or_init(compile)
    }

    /// The language of a path, by its file's name or ending.
    #[must_use]
    pub fn of(path: &str) -> Option<&'static Self> {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is = |names: &[&str], name| names.iter().any(|one| one.eq_ignore_ascii_case(name));
        let by_name = ALL.iter().find(|one| is(one.files, file));
        by_name.or_else(|| ALL.iter().find(|one| is(one.endings, ending)))
    }

    /// The language that a fence of Markdown names.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|one| one.name == name || one.aliases.contains(&name))
    }
}
