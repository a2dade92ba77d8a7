//! The scopes of C and C++, and the code that must not be in them.

use super::state::{MacroRemover, Scope};
use crate::c_lexer::TokenKind;
use crate::syntax_error::{quote, SyntaxError};

impl MacroRemover<'_> {
    /// Whether all open scopes are namespaces.
    pub(super) fn is_at_namespace_level(&self) -> bool {
        self.scopes.iter().all(|scope| *scope == Scope::Namespace)
    }

    /// The scope that the next brace opens.
    pub(super) fn opened_scope(&self) -> Scope {
        let is_body =
            matches!(self.previous(1), ")" | "else" | "do" | "try" | "const" | "noexcept");
        let is_body = is_body || matches!(self.previous(1), "override" | "final");
        let last = self.kept.last().copied();
        let is_linkage = last.is_some_and(|last| self.kind_at(last) == Some(TokenKind::Literal));
        let is_name = |at: &&usize| self.is_identifier(**at) || self.text_at(**at) == ":";
        let names = self.kept.iter().rev().take_while(is_name).count();
        if self.after_macro || is_body || self.is_in_function() {
            Scope::FunctionBody
        } else if is_linkage || self.previous(names + 1) == "namespace" {
            Scope::Namespace
        } else {
            Scope::Other
        }
    }

    /// `(a > b) c();`: a condition without its `if`, which the grammar may read as a cast.
    pub(super) fn condition_without_keyword(&self, at: usize) -> Option<(usize, SyntaxError)> {
        let begins =
            self.is_in_function() && self.is_at_statement_start() && self.text_at(at) == "(";
        let end = begins.then(|| self.partners[at])?;
        let is_type = |at: usize| {
            self.text_at(at) == "*"
                || self.is_identifier(at)
                || self.types.contains(self.text_at(at))
                || self.specifiers.contains(self.text_at(at))
        };
        let is_cast = (at + 1..end).all(is_type) && !self.begins_line(end + 1);
        let is_cast = is_cast || self.text_at(at + 1) == "void";
        (self.kind_at(end + 1) == Some(TokenKind::Word) && !is_cast).then(|| {
            let start = self.tokens[at].start;
            let message = "a keyword such as `if` is missing before this condition";
            (
                start,
                SyntaxError { found: "`(`".into(), ..SyntaxError::at(self.text, start, message) },
            )
        })
    }

    /// A statement or a block that is not in a function.
    pub(super) fn statement_outside_function(&self, at: usize) -> Option<(usize, SyntaxError)> {
        const STATEMENTS: [&str; 10] =
            ["if", "for", "while", "do", "switch", "return", "goto", "break", "continue", "case"];
        let last = self.kept.last().copied();
        let after_body = self.previous(1) == "}"
            && last.is_some_and(|last| self.text_at(self.partners[last].wrapping_sub(1)) == ")");
        let begins = matches!(self.previous(1), "" | ";" | "{") || after_body;
        let text = self.text_at(at);
        let message = match text {
            "{" if begins && !self.after_macro && !self.has_old_style_parameters() => {
                "block outside of a function: the line before it is missing"
            }
            _ if begins && STATEMENTS.contains(&text) => "statement outside of a function",
            _ => return None,
        };
        let start = self.tokens[at].start;
        let error = SyntaxError::at(self.text, start, message);
        Some((start, SyntaxError { found: quote(text), ..error }))
    }

    /// `int f(a) int a; {`: a K&R definition, from before C89.
    fn has_old_style_parameters(&self) -> bool {
        let declaration =
            self.kept.iter().rev().take_while(|at| !matches!(self.text_at(**at), "{" | "}"));
        let mut next = "";
        for at in declaration {
            let text = self.text_at(*at);
            if text == ")" && next.starts_with(|first: char| first.is_alphabetic() || first == '_')
            {
                return true;
            }
            next = text;
        }
        false
    }
}
