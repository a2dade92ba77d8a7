//! What is around a place in a text of C, and what must not stand there.

use super::Macros;
use crate::problem::{quoted, Problem};
use crate::token::Kind;

/// What a brace opens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The body of a function.
    Body,
    /// What belongs to no function and no type.
    Namespace,
    /// The members of a type, values.
    Other,
}

impl Macros<'_> {
    /// Whether nothing but namespaces is around.
    pub(super) fn is_outside(&self) -> bool {
        self.scopes.iter().all(|scope| *scope == Scope::Namespace)
    }

    /// What a brace opens.
    pub(super) fn scope(&self) -> Scope {
        let body = matches!(self.before(1), ")" | "else" | "do" | "try" | "const" | "noexcept");
        let body = body || matches!(self.before(1), "override" | "final");
        let last = self.kept.last().copied();
        let linked = last.is_some_and(|last| self.kind(last) == Some(Kind::Text));
        let name = |at: &&usize| self.is_name(**at) || self.word(**at) == ":";
        let names = self.kept.iter().rev().take_while(name).count();
        if self.after_macro || body || self.in_body() {
            Scope::Body
        } else if linked || self.before(names + 1) == "namespace" {
            Scope::Namespace
        } else {
            Scope::Other
        }
    }

    /// `(a > b) c();`: a condition without its `if`, which a grammar may take for a cast.
    pub(super) fn headless(&self, at: usize) -> Option<(usize, Problem)> {
        let begins = self.in_body() && self.begins_statement() && self.word(at) == "(";
        let end = begins.then(|| self.partner[at])?;
        let is_type = |at: usize| {
            self.word(at) == "*"
                || self.is_name(at)
                || self.types.contains(self.word(at))
                || self.specifiers.contains(self.word(at))
        };
        let cast = (at + 1..end).all(is_type) && !self.breaks_line(end + 1);
        let cast = cast || self.word(at + 1) == "void";
        (self.kind(end + 1) == Some(Kind::Name) && !cast).then(|| {
            let from = self.tokens[at].from;
            let message = "a condition stands alone: a word such as `if` is missing before it";
            (from, Problem { found: "`(`".into(), ..Problem::at(self.text, from, message) })
        })
    }

    /// What stands outside of a function and belongs into one.
    pub(super) fn misplaced(&self, at: usize) -> Option<(usize, Problem)> {
        const DOING: [&str; 10] =
            ["if", "for", "while", "do", "switch", "return", "goto", "break", "continue", "case"];
        let last = self.kept.last().copied();
        let ended = self.before(1) == "}"
            && last.is_some_and(|last| self.word(self.partner[last].wrapping_sub(1)) == ")");
        let begins = matches!(self.before(1), "" | ";" | "{") || ended;
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
}
