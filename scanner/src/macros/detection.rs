//! Detects macros by their position: valid code without macros has no identifier there.

use super::state::{is_macro_name, MacroRemover};
use crate::c_lexer::TokenKind;

impl MacroRemover<'_> {
    /// Whether a macro expands to a type: `DECLARE(int) name(…) {`, `const ALIGNED(int) name = 1;`.
    pub(super) fn is_type_macro(&self, at: usize, end: usize) -> bool {
        let has_body =
            self.text_at(end + 1) == "(" && self.text_at(self.partners[end + 1] + 1) == "{";
        let begins = self.is_at_statement_start() || self.specifiers.contains(self.previous(1));
        let is_variable = matches!(self.text_at(end + 1), "=" | ";" | "," | "[");
        end > at + 1 && self.is_identifier(end) && (has_body || begins && is_variable)
    }

    /// The index after the macro at a token; `None` if there is no macro to blank.
    pub(super) fn macro_end(&self, at: usize) -> Option<usize> {
        if self.is_pack_expansion(at) {
            return Some(at + 3);
        }
        if let Some(end) = self.member_pointer_owner_end(at) {
            return Some(end);
        }
        if !self.is_identifier(at) {
            return None;
        }
        if self.is_qt_section(at) {
            let after_access = matches!(self.previous(1), "public" | "private" | "protected");
            return Some(if after_access { at + 1 } else { at + 2 });
        }
        let end = self.end_of_call(at);
        let follows_specifier =
            self.is_named_like_macro(at) && self.specifiers.contains(self.previous(1));
        let is_macro = self.adjoins_literal(at, end)
            || follows_specifier && self.is_type_macro(at, end)
            || self.is_statement_macro(at, end)
            || self.begins_declaration(at, end)
            || self.is_type_attribute(at, end);
        (is_macro || self.is_within_declaration(at, end)).then_some(end)
    }

    /// The dots of `using Types::operator()...;`
    fn is_pack_expansion(&self, at: usize) -> bool {
        (at..at + 3).all(|dot| self.text_at(dot) == ".") && self.text_at(at + 3) == ";"
    }

    /// The index after `Owner::` before the star of a pointer to a member.
    fn member_pointer_owner_end(&self, at: usize) -> Option<usize> {
        let mut end = at;
        let is_colon = |at: usize| self.text_at(at) == ":";
        while self.is_identifier(end) && is_colon(end + 1) && is_colon(end + 2) {
            end += 3;
        }
        (end > at && self.text_at(end) == "*").then_some(end)
    }

    /// `signals:` and `public slots:` of Qt.
    fn is_qt_section(&self, at: usize) -> bool {
        let is_signals = matches!(self.text_at(at), "signals" | "Q_SIGNALS");
        self.text_at(at + 1) == ":"
            && (is_signals && self.is_at_statement_start()
                || matches!(self.previous(1), "public" | "private" | "protected"))
    }

    /// `"%" PRIu64 "\n"`, `128 KB`, `SEPARATOR SEPARATOR`.
    fn adjoins_literal(&self, at: usize, end: usize) -> bool {
        let last = self.kept.last().and_then(|last| self.kind_at(*last));
        let is_macro = self.is_named_like_macro(at);
        let is_capitalized = self.text_at(at).starts_with(|first: char| first.is_ascii_uppercase());
        match last {
            Some(TokenKind::Literal) if is_capitalized => true,
            Some(TokenKind::Number) if is_capitalized => end == at + 1,
            _ if is_macro && self.kind_at(end) == Some(TokenKind::Literal) => true,
            _ => {
                let open = self.kept.last().map_or(0, |last| self.partners[*last]);
                let follows_call =
                    self.previous(1) == ")" && open > 0 && is_macro_name(self.text_at(open - 1));
                let follows_macro = follows_call || is_macro_name(self.previous(1));
                follows_macro && is_macro && matches!(self.text_at(end), ")" | "," | ";")
            }
        }
    }

    /// Whether a macro expands to statements or declarations, or to the beginning of one.
    fn is_statement_macro(&self, at: usize, end: usize) -> bool {
        let is_macro = self.is_named_like_macro(at);
        let is_call = end > at + 1;
        let next = self.text_at(end);
        let continues =
            self.kind_at(end) == Some(TokenKind::Punctuation) && !matches!(next, "{" | "}" | "~");
        let is_alone = self.begins_line(end) || matches!(next, "{" | "}");
        if !self.is_at_statement_start() || continues || !is_alone {
            return false;
        }
        match (is_call, next) {
            (true, "{") => self.is_in_function() || is_macro,
            (true, "") if self.scopes.is_empty() => true,
            (true, _) => is_macro || self.is_often_bare_call(at) || self.holds_statements(at + 1),
            (false, "{") => is_macro && self.is_in_function(),
            (false, _) => is_macro && self.begins_line(at) && self.begins_line(end),
        }
    }

    /// Whether a macro precedes a declaration: `LUA_API int f(`, `static INLINE size_t f(`,
    /// `NO_SANITIZE("x") size_t f(`.
    fn begins_declaration(&self, at: usize, end: usize) -> bool {
        let begins = self.is_at_statement_start() || self.specifiers.contains(self.previous(1));
        let is_macro = self.is_named_like_macro(at);
        let may_be_macro = end == at + 1 && !self.after_macro;
        let may_be_macro = may_be_macro && !(self.is_in_function() && self.begins_line(end));
        if !begins || !(is_macro || may_be_macro) {
            return false;
        }
        let mut type_at = end;
        while self.specifiers.contains(self.text_at(type_at)) {
            type_at += 1;
        }
        let next = self.text_at(type_at + 1);
        let is_pointer = matches!(next, "*" | "&") && (is_macro || !self.is_in_function());
        self.types.contains(self.text_at(type_at))
            || self.is_identifier(type_at)
                && (self.is_identifier(type_at + 1)
                    || is_pointer
                    || self.types.contains(next)
                    || is_macro && matches!(next, "::" | ":" | "<"))
    }

    /// Whether a macro is part of a declaration: `int CDECL main(`, `char FAR *text`, `int count
    /// UNUSED,`,
    /// `(WINAPI *call)(`.
    fn is_within_declaration(&self, at: usize, end: usize) -> bool {
        let last = self.previous(1);
        if last == "(" || last == "," {
            return self.is_cast_qualifier(at)
                || self.is_named_like_macro(at) && self.is_calling_convention(at, last);
        }
        let follows_type = self.types.contains(last) || self.is_previous_identifier(1);
        if !self.is_named_like_macro(at) {
            return false;
        }
        match self.text_at(end) {
            "*" | "&" => follows_type && end == at + 1,
            ";" | "=" if last == ")" => !self.is_in_function(),
            ";" | "=" if self.previous(2) == ")" && matches!(last, "const" | "noexcept") => true,
            "," | ")" | ";" | "=" | "[" => {
                let before = self.previous(2);
                let has_type =
                    self.types.contains(before) || before == "*" || self.is_previous_identifier(2);
                last == "]" || self.is_previous_identifier(1) && has_type
            }
            _ if self.is_identifier(end) => follows_type || matches!(last, "*" | "&"),
            "{" if last == ")" => !self.is_in_function(),
            "{" => self.previous(2) == ")" && matches!(last, "const" | "noexcept" | "override"),
            _ => false,
        }
    }

    /// Whether a macro qualifies the type of a cast: `(CONST type *)`.
    fn is_cast_qualifier(&self, at: usize) -> bool {
        let is_specifier = |at: &usize| self.specifiers.contains(self.text_at(*at));
        let type_at = at + 1 + (at + 1..self.tokens.len()).take_while(is_specifier).count();
        let is_type = |at: &usize| self.types.contains(self.text_at(*at));
        let types = (type_at..self.tokens.len()).take_while(is_type).count();
        let end = type_at + types + usize::from(self.is_identifier(type_at + types));
        let stars = (end..self.tokens.len()).take_while(|at| self.text_at(*at) == "*").count();
        let is_closed = self.text_at(end + stars) == ")";
        let is_type = stars > 0 || types > 0;
        end > type_at && is_type && (is_closed || self.is_named_like_macro(at))
    }

    /// Whether a macro is the calling convention of a function pointer: `(WINAPI *call)(`.
    fn is_calling_convention(&self, at: usize, last: &str) -> bool {
        let open = self.kept.last().map_or(0, |last| self.partners[*last]);
        last == "("
            && self.text_at(at + 1) == "*"
            && self.kind_at(at + 2) == Some(TokenKind::Word)
            && self.text_at(open + 1) == "("
    }

    /// Whether a macro is an attribute of a type: `class API Shape {`, `struct ALIGNED(16) vector
    /// {`.
    fn is_type_attribute(&self, at: usize, end: usize) -> bool {
        matches!(self.previous(1), "class" | "struct" | "union" | "enum")
            && self.is_identifier(end)
            && self.text_at(end + 2) != ":"
            && (matches!(self.text_at(end + 1), "{" | ":" | "final") || end > at + 1)
    }
}
