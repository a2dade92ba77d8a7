//! What a macro is called with, and what else is sound and more than the grammar takes.

use super::Macros;
use crate::token::Kind;

impl Macros<'_> {
    /// `new item *[9]`, `p->*member`, `p->~list<item>()`, `p->operator item*()`,
    /// `template class list<item>;`: sound, and more than the grammar of C++ takes.
    pub(super) fn templates(&mut self, at: usize) {
        const FAR: usize = 20;
        let near = |mark: &str| {
            let near = at + 1..self.tokens.len().min(at + FAR);
            near.into_iter().find(|end| self.word(*end) == mark)
        };
        let called = matches!(self.before(1), ">" | ".");
        match self.word(at) {
            "new" => {
                let is_type = |at: &usize| {
                    self.kind(*at) == Some(Kind::Name) || matches!(self.word(*at), ":" | "<" | ">")
                };
                let stars = at + 1 + (at + 1..at + FAR).take_while(is_type).count();
                let is_star = |at: &usize| self.word(*at) == "*";
                let end = stars + (stars..stars + FAR).take_while(is_star).count();
                if end > stars && matches!(self.word(end), "[" | "(") {
                    self.blank(stars, end);
                }
            }
            "template" if matches!(self.word(at + 1), "class" | "struct") => {
                let from = at - usize::from(self.before(1) == "extern");
                self.blank(from, at + 1);
            }
            "*" if self.text[..self.tokens[at].from].ends_with("->") => self.blank(at, at + 1),
            "operator" if called => {
                if let Some(end) = near("(") {
                    self.blank(at + 1, end);
                    self.bytes[self.tokens[at].from] = b'x';
                }
            }
            _ if self.before(1) == "~" && self.word(at + 1) == "<" => {
                if let Some(end) = near(">").filter(|end| self.word(end + 1) == "(") {
                    self.blank(at + 1, end + 1);
                }
            }
            _ => {}
        }
    }

    /// What a macro is called with may be a type, a mark or statements: a name instead.
    pub(super) fn arguments(&mut self, open: usize) {
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

    /// Whether an argument is a type, or marks alone.
    fn is_no_expression(&self, from: usize, to: usize) -> bool {
        let stars = (from..to).rev().take_while(|at| self.word(*at) == "*").count();
        let (mut names, mut types, mut others) = (0, 0, 0);
        for at in from..to - stars {
            match self.word(at) {
                word if self.types.contains(word) => types += 1,
                word if self.specifiers.contains(word) => {}
                _ if self.is_name(at) => names += 1,
                _ => others += 1,
            }
        }
        let tagged = matches!(self.word(from), "struct" | "union" | "enum") && names == 1;
        let marked = (from..to).all(|at| self.kind(at) == Some(Kind::Mark));
        let bracket = matches!(self.word(from), "(" | "[" | "{");
        marked && from < to && !bracket
            || others == 0 && (types > 0 && names == 0 || tagged || names == 1 && stars > 0)
    }
}
