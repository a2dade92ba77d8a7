//! Macros of C and C++ as a grammar can take them: it does not know what they stand for, and
//! stumbles where they are more, or less, than a name.
//!
//! What is blanked stands where no sound text of the language itself would have a name.

mod arguments;
mod places;
mod scopes;

use crate::brackets;
use crate::problem::Problem;
use crate::token::{tokens, Kind, Token};
use scopes::Scope;
use std::collections::{HashMap, HashSet};

/// Words that a declaration may begin with.
const TYPES: &str = "void char short int long float double signed unsigned bool _Bool auto \
    struct union enum class wchar_t char16_t char32_t";
const SPECIFIERS: &str = "const volatile restrict static extern inline register typedef \
    constexpr virtual friend explicit mutable thread_local _Noreturn __inline __inline__ \
    __extension__";
const OTHERS: &str = "break case catch continue default delete do else for goto if namespace new \
    operator private protected public return sizeof switch template this throw try typename using \
    while defined co_await co_return co_yield and or not";

/// A text whose macros are being blanked.
struct Macros<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Of each bracket the other one.
    partner: Vec<usize>,
    /// Tokens that stay, as far as the text was read.
    kept: Vec<usize>,
    /// The braces that are open.
    scopes: Vec<Scope>,
    /// Whether what stands right before was blanked.
    after_macro: bool,
    bytes: Vec<u8>,
    fault: Option<(usize, Problem)>,
    types: HashSet<&'static str>,
    specifiers: HashSet<&'static str>,
    words: HashSet<&'static str>,
    /// Types that the text itself defines, whatever they are called.
    defined: HashSet<String>,
    /// How often a name is called without a semicolon after it: twice is no slip.
    bare: HashMap<String, usize>,
}

/// The text without its macros, as many bytes long; or what does not pair up in it.
pub(crate) fn without(text: &str) -> Result<String, (usize, Problem)> {
    let tokens = tokens(text).map_err(|at| {
        let message = "a quote is opened here and not closed in its line";
        (at, Problem { missing: "a quote".into(), ..Problem::at(text, at, message) })
    })?;
    let partner = brackets::partners(text, &tokens)?;
    let set = |words: &'static str| words.split_whitespace().collect::<HashSet<_>>();
    let words = [TYPES, SPECIFIERS, OTHERS].into_iter().flat_map(set).collect();
    let bytes = text.as_bytes().to_vec();
    let mut macros = Macros {
        text,
        tokens,
        partner,
        kept: Vec::new(),
        scopes: Vec::new(),
        after_macro: false,
        bytes,
        fault: None,
        types: set(TYPES),
        specifiers: set(SPECIFIERS),
        words,
        defined: HashSet::new(),
        bare: HashMap::new(),
    };
    macros.survey();
    macros.run();
    if let Some(fault) = macros.fault {
        return Err(fault);
    }
    Ok(String::from_utf8(macros.bytes).unwrap_or_default())
}

impl Macros<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some(end) = self.macro_at(at) {
                // What gives a function its type stays as a type.
                self.blank(if self.gives_type(at, end) { at + 1 } else { at }, end);
                self.after_macro = true;
                at = end;
                continue;
            }
            if self.fault.is_none() {
                let outside = self.is_outside();
                self.fault = if outside { self.misplaced(at) } else { self.headless(at) };
            }
            match self.word(at) {
                "{" => self.scopes.push(self.scope()),
                "}" => drop(self.scopes.pop()),
                _ => {}
            }
            self.templates(at);
            if self.is_name(at) && self.word(at + 1) == "(" {
                self.arguments(at + 1);
            }
            self.kept.push(at);
            self.after_macro = false;
            at += 1;
        }
    }

    /// A token as it stands in the text; nothing beyond the end.
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// The last but so many of the tokens that stay; nothing before the first.
    fn before(&self, back: usize) -> &str {
        let at = self.kept.len().checked_sub(back).and_then(|at| self.kept.get(at));
        at.map_or("", |at| self.word(*at))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is_name(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Name) && !self.words.contains(self.word(at))
    }

    /// Whether a word is written as macros are.
    fn shouts(&self, at: usize) -> bool {
        self.is_name(at) && shouts(self.word(at)) && !self.defined.contains(self.word(at))
    }

    fn blank(&mut self, from: usize, to: usize) {
        for token in &self.tokens[from..to] {
            for byte in &mut self.bytes[token.from..token.to] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
    }

    /// The token after a name and what it is called with.
    fn after(&self, at: usize) -> usize {
        if self.word(at + 1) == "(" {
            self.partner[at + 1] + 1
        } else {
            at + 1
        }
    }

    fn in_body(&self) -> bool {
        self.scopes.last() == Some(&Scope::Body)
    }
}

fn shouts(word: &str) -> bool {
    let loud = word.bytes().any(|byte| byte.is_ascii_uppercase());
    let quiet = word.bytes().any(|byte| byte.is_ascii_lowercase());
    let marked = word.starts_with("__") || word.ends_with("_API") || word.ends_with("_EXPORT");
    word.len() > 1 && loud && !quiet || marked
}
