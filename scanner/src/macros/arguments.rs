//! Simplifies the arguments of macros, and other valid code that the grammar does not accept.

use super::state::MacroRemover;
use crate::c_lexer::TokenKind;

impl MacroRemover<'_> {
    /// Blanks parts of valid C++ that the grammar does not accept: `new item *[9]`, `p->*member`,
    /// `p->~list<item>()`, `p->operator item*()`, `template class list<item>;`.
    pub(super) fn blank_unsupported_syntax(&mut self, at: usize) {
        const MAX_DISTANCE: usize = 20;
        let find_near = |text: &str| {
            let mut near = at + 1..self.tokens.len().min(at + MAX_DISTANCE);
            near.find(|end| self.text_at(*end) == text)
        };
        let is_member = matches!(self.previous(1), ">" | ".");
        match self.text_at(at) {
            "new" => {
                let is_type = |at: &usize| {
                    self.kind_at(*at) == Some(TokenKind::Word)
                        || matches!(self.text_at(*at), ":" | "<" | ">")
                };
                let stars = at + 1 + (at + 1..at + MAX_DISTANCE).take_while(is_type).count();
                let is_star = |at: &usize| self.text_at(*at) == "*";
                let end = stars + (stars..stars + MAX_DISTANCE).take_while(is_star).count();
                if end > stars && matches!(self.text_at(end), "[" | "(") {
                    self.blank(stars, end);
                }
            }
            "template" if matches!(self.text_at(at + 1), "class" | "struct") => {
                let start = at - usize::from(self.previous(1) == "extern");
                self.blank(start, at + 1);
            }
            "*" if self.text[..self.tokens[at].start].ends_with("->") => self.blank(at, at + 1),
            "operator" if is_member => {
                if let Some(end) = find_near("(") {
                    self.blank(at + 1, end);
                    self.bytes[self.tokens[at].start] = b'x';
                }
            }
            _ if self.previous(1) == "~" && self.text_at(at + 1) == "<" => {
                if let Some(end) = find_near(">").filter(|end| self.text_at(end + 1) == "(") {
                    self.blank(at + 1, end + 1);
                }
            }
            _ => {}
        }
    }

    /// Replaces arguments that only a macro may have, such as types, by an identifier, and blanks
    /// statements.
    pub(super) fn simplify_arguments(&mut self, open: usize) {
        let close = self.partners[open];
        if self.holds_statements(open) {
            return self.blank(open + 1, close);
        }
        let mut start = open + 1;
        let mut at = start;
        while at <= close {
            match self.text_at(at) {
                "," | ")" if at == close || self.text_at(at) == "," => {
                    if self.is_type_or_punctuation(start, at) {
                        self.blank(start, at);
                        self.bytes[self.tokens[start].start] = b'x';
                    }
                    start = at + 1;
                }
                _ => {}
            }
            at = if at < close { self.partners[at].max(at) } else { at } + 1;
        }
    }

    /// Whether an argument is a type, or punctuation only.
    fn is_type_or_punctuation(&self, from: usize, to: usize) -> bool {
        let stars = (from..to).rev().take_while(|at| self.text_at(*at) == "*").count();
        let (mut names, mut types, mut others) = (0, 0, 0);
        for at in from..to - stars {
            match self.text_at(at) {
                text if self.types.contains(text) => types += 1,
                text if self.specifiers.contains(text) => {}
                _ if self.is_identifier(at) => names += 1,
                _ => others += 1,
            }
        }
        let is_tagged_type =
            matches!(self.text_at(from), "struct" | "union" | "enum") && names == 1;
        let is_punctuation = (from..to).all(|at| self.kind_at(at) == Some(TokenKind::Punctuation));
        let is_bracketed = matches!(self.text_at(from), "(" | "[" | "{");
        is_punctuation && from < to && !is_bracketed
            || others == 0 && (types > 0 && names == 0 || is_tagged_type || names == 1 && stars > 0)
    }
}
