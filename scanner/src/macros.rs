//! Macros of C and C++ as a grammar can take them: it does not know what they stand for, and
//! stumbles where they are more, or less, than a name.
//!
//! What is blanked stands where no sound text of the language itself would have a name.

mod places;

use crate::brackets;
use crate::problem::{quoted, Problem};
use crate::token::{tokens, Kind, Token};
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
    /// The braces that are open: whether each is the body of a function.
    bodies: Vec<bool>,
    /// Whether what stands right before was blanked.
    after_macro: bool,
    bytes: Vec<u8>,
    fault: Option<(usize, Problem)>,
    types: HashSet<&'static str>,
    specifiers: HashSet<&'static str>,
    words: HashSet<&'static str>,
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
        bodies: Vec::new(),
        after_macro: false,
        bytes,
        fault: None,
        types: set(TYPES),
        specifiers: set(SPECIFIERS),
        words,
        bare: HashMap::new(),
    };
    macros.count_bare();
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
            if self.fault.is_none() && self.bodies.is_empty() {
                self.fault = self.outside(at);
            }
            match self.word(at) {
                "{" => self.bodies.push(self.after_macro || self.begins_body()),
                "}" => drop(self.bodies.pop()),
                _ => {}
            }
            if self.is_name(at) && self.word(at + 1) == "(" {
                self.arguments(at + 1);
            }
            self.kept.push(at);
            self.after_macro = false;
            at += 1;
        }
    }

    /// What stands outside of a function and belongs into one.
    fn outside(&self, at: usize) -> Option<(usize, Problem)> {
        const DOING: [&str; 10] =
            ["if", "for", "while", "do", "switch", "return", "goto", "break", "continue", "case"];
        let last = self.kept.last().copied();
        let ended = self.before(1) == "}"
            && last.is_some_and(|last| self.word(self.partner[last].wrapping_sub(1)) == ")");
        let begins = matches!(self.before(1), "" | ";") || ended;
        let word = self.word(at);
        let message = match word {
            "{" if begins && !self.after_macro && !self.declares_old() => {
                "a block stands outside of a function: its head is missing"
            }
            _ if begins && DOING.contains(&word) => "a statement stands outside of a function",
            _ => return None,
        };
        let from = self.tokens[at].from;
        Some((from, Problem { found: quoted(word), ..Problem::at(self.text, from, message) }))
    }

    /// `int f(a) int a; {`, as it was written before 1989.
    fn declares_old(&self) -> bool {
        let begun = self.kept.iter().rev().take_while(|at| !matches!(self.word(**at), "{" | "}"));
        let mut next = "";
        for at in begun {
            let word = self.word(*at);
            if word == ")" && next.starts_with(|first: char| first.is_alphabetic() || first == '_')
            {
                return true;
            }
            next = word;
        }
        false
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
        shouts(self.word(at)) && self.is_name(at)
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
        self.bodies.last() == Some(&true)
    }

    fn begins_body(&self) -> bool {
        self.in_body()
            || matches!(self.before(1), ")" | "else" | "do" | "try" | "const" | "noexcept")
            || matches!(self.before(1), "override" | "final")
    }

    /// What a macro is called with may be a type, a mark or statements: a name instead.
    fn arguments(&mut self, open: usize) {
        let close = self.partner[open];
        if self.holds_statements(open) {
            return self.blank(open + 1, close);
        }
        let mut begin = open + 1;
        let mut at = begin;
        while at <= close {
            match self.word(at) {
                "," | ")" if at == close || self.word(at) == "," => {
                    if self.is_no_expression(begin, at) {
                        self.blank(begin, at);
                        self.bytes[self.tokens[begin].from] = b'x';
                    }
                    begin = at + 1;
                }
                _ => {}
            }
            at = if at < close { self.partner[at].max(at) } else { at } + 1;
        }
    }
}

fn shouts(word: &str) -> bool {
    word.len() > 1
        && word.bytes().any(|byte| byte.is_ascii_uppercase())
        && !word.bytes().any(|byte| byte.is_ascii_lowercase())
}
