//! The state of removing the macros of one text, and the queries on it that all steps share.

use crate::bracket_matching::match_brackets;
use crate::c_lexer::{tokenize, Token, TokenKind};
use crate::syntax_error::SyntaxError;
use std::collections::{HashMap, HashSet};

const TYPES: &str = "void char short int long float double signed unsigned bool _Bool auto \
    struct union enum class wchar_t char16_t char32_t";
const SPECIFIERS: &str = "const volatile restrict static extern inline register typedef \
    constexpr virtual friend explicit mutable thread_local _Noreturn __inline __inline__ \
    __extension__";
const OTHER_KEYWORDS: &str = "break case catch continue default delete do else for goto if \
    namespace new operator private protected public return sizeof switch template this throw try \
    typename using while defined co_await co_return co_yield and or not";

/// What a brace opens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    FunctionBody,
    /// A namespace, or an `extern "C"` block.
    Namespace,
    /// The members of a type, or an initializer.
    Other,
}

/// A text whose macros are being removed.
pub(super) struct MacroRemover<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    /// For each bracket the index of its partner; for each other token its own index.
    pub partners: Vec<usize>,
    /// The indexes of the tokens that were kept so far.
    pub kept: Vec<usize>,
    /// The scopes of the open braces.
    pub scopes: Vec<Scope>,
    /// Whether the token before was a macro.
    pub after_macro: bool,
    /// The text with blanks for macros.
    pub bytes: Vec<u8>,
    pub error: Option<(usize, SyntaxError)>,
    pub types: HashSet<&'static str>,
    pub specifiers: HashSet<&'static str>,
    keywords: HashSet<&'static str>,
    /// The types that the text defines; they may be in upper case.
    defined_types: HashSet<String>,
    /// How often each name is called as a statement without a semicolon: more than once is a macro.
    bare_calls: HashMap<String, usize>,
}

impl<'t> MacroRemover<'t> {
    /// Splits a text into tokens. The error is a quote or a bracket without a partner, and its
    /// byte.
    pub fn new(text: &'t str) -> Result<Self, (usize, SyntaxError)> {
        let tokens = tokenize(text).map_err(|at| {
            let error = SyntaxError::at(text, at, "a quote is not closed in its line");
            (at, SyntaxError { missing: "a quote".into(), ..error })
        })?;
        let partners = match_brackets(text, &tokens)?;
        let set = |words: &'static str| words.split_whitespace().collect::<HashSet<_>>();
        Ok(Self {
            text,
            tokens,
            partners,
            kept: Vec::new(),
            scopes: Vec::new(),
            after_macro: false,
            bytes: text.as_bytes().to_vec(),
            error: None,
            types: set(TYPES),
            specifiers: set(SPECIFIERS),
            keywords: [TYPES, SPECIFIERS, OTHER_KEYWORDS].into_iter().flat_map(set).collect(),
            defined_types: HashSet::new(),
            bare_calls: HashMap::new(),
        })
    }

    /// Collects the types that the text defines, and its calls without a semicolon.
    pub fn collect_definitions(&mut self) {
        for at in 1..self.tokens.len() {
            let is_defined = matches!(self.text_at(at + 1), "{" | ":" | ";");
            let previous = self.text_at(at - 1);
            if is_defined && matches!(previous, "class" | "struct" | "union" | "enum") {
                self.defined_types.insert(self.text_at(at).to_string());
            }
            let end = self.end_of_call(at);
            let begins_statement = matches!(self.text_at(at - 1), ";" | "{" | "}" | ")");
            let is_bare_call =
                end > at + 1 && self.kind_at(end) == Some(TokenKind::Word) && self.begins_line(end);
            if begins_statement && is_bare_call && self.is_identifier(at) {
                *self.bare_calls.entry(self.text_at(at).to_string()).or_default() += 1;
            }
        }
    }

    /// The text of a token; empty beyond the last.
    pub fn text_at(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    pub fn kind_at(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The text of a kept token, counted back from 1 for the last; empty before the first.
    pub fn previous(&self, back: usize) -> &str {
        self.previous_index(back).map_or("", |at| self.text_at(at))
    }

    /// Whether a kept token, counted back from 1 for the last, is an identifier.
    pub fn is_previous_identifier(&self, back: usize) -> bool {
        self.previous_index(back).is_some_and(|at| self.is_identifier(at))
    }

    fn previous_index(&self, back: usize) -> Option<usize> {
        self.kept.len().checked_sub(back).and_then(|at| self.kept.get(at)).copied()
    }

    pub fn is_identifier(&self, at: usize) -> bool {
        self.kind_at(at) == Some(TokenKind::Word) && !self.keywords.contains(self.text_at(at))
    }

    /// Whether a token is named like a macro, and is not a type of this text.
    pub fn is_named_like_macro(&self, at: usize) -> bool {
        let text = self.text_at(at);
        self.is_identifier(at) && is_macro_name(text) && !self.defined_types.contains(text)
    }

    /// Replaces tokens by blanks; line ends stay.
    pub fn blank(&mut self, from: usize, to: usize) {
        for token in &self.tokens[from..to] {
            for byte in &mut self.bytes[token.start..token.end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
    }

    /// The index after an identifier and its arguments, if it has any.
    pub fn end_of_call(&self, at: usize) -> usize {
        if self.text_at(at + 1) == "(" {
            self.partners[at + 1] + 1
        } else {
            at + 1
        }
    }

    pub fn is_in_function(&self) -> bool {
        self.scopes.last() == Some(&Scope::FunctionBody)
    }

    /// Whether a name is called without a semicolon more than once.
    pub fn is_often_bare_call(&self, at: usize) -> bool {
        self.bare_calls.get(self.text_at(at)).is_some_and(|count| *count > 1)
    }

    /// Whether brackets contain a semicolon that is not in inner brackets.
    pub fn holds_statements(&self, open: usize) -> bool {
        let close = self.partners[open];
        let mut at = open + 1;
        while at < close && self.text_at(at) != ";" {
            at = self.partners[at].max(at) + 1;
        }
        at < close
    }

    /// Whether the next token begins a statement or a declaration.
    pub fn is_at_statement_start(&self) -> bool {
        matches!(self.previous(1), "" | ";" | "{" | "}")
            || self.previous(1) == ":"
                && matches!(self.previous(2), "public" | "private" | "protected")
    }

    /// Whether a token is the first of its line; true beyond the last.
    pub fn begins_line(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return true };
        let end = self.tokens.get(at).map_or(self.text.len(), |token| token.start);
        let between = &self.text[self.tokens[last].end..end];
        at == self.tokens.len() || between.contains('\n')
    }
}

/// Whether a name follows a convention for macros: upper case, or a known prefix or suffix.
pub(super) fn is_macro_name(name: &str) -> bool {
    let has_upper = name.bytes().any(|byte| byte.is_ascii_uppercase());
    let has_lower = name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_marked = name.starts_with("__") || name.ends_with("_API") || name.ends_with("_EXPORT");
    name.len() > 1 && has_upper && !has_lower || is_marked
}
