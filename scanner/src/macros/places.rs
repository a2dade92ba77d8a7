//! Where a macro stands: places that sound text of the language itself would not leave to a name.

use super::{shouts, Macros};
use crate::token::Kind;

impl Macros<'_> {
    /// `DECLARE(int) name(…) {`, `const ALIGNED(int) name = 1;`
    pub(super) fn gives_type(&self, at: usize, end: usize) -> bool {
        let body = self.word(end + 1) == "(" && self.word(self.partner[end + 1] + 1) == "{";
        let typed = self.begins_statement() || self.specifiers.contains(self.before(1));
        let named = matches!(self.word(end + 1), "=" | ";" | "," | "[");
        end > at + 1 && self.is_name(end) && (body || typed && named)
    }

    /// Where the macro that begins here and is to be blanked ends.
    pub(super) fn macro_at(&self, at: usize) -> Option<usize> {
        if self.expands(at) {
            return Some(at + 3);
        }
        if let Some(end) = self.owner(at) {
            return Some(end);
        }
        if !self.is_name(at) {
            return None;
        }
        if self.names_section(at) {
            let after_access = matches!(self.before(1), "public" | "private" | "protected");
            return Some(if after_access { at + 1 } else { at + 2 });
        }
        let end = self.after(at);
        let aligned = self.shouts(at) && self.specifiers.contains(self.before(1));
        let blanked = self.beside_text(at, end)
            || aligned && self.gives_type(at, end)
            || self.is_statement(at, end)
            || self.begins_declaration(at, end)
            || self.names_attribute(at, end);
        (blanked || self.is_between(at, end)).then_some(end)
    }

    /// `using Types::operator()...;`
    fn expands(&self, at: usize) -> bool {
        (at..at + 3).all(|dot| self.word(dot) == ".") && self.word(at + 3) == ";"
    }

    /// `Owner::` before the star of a pointer to a member.
    fn owner(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while self.is_name(end) && self.word(end + 1) == ":" && self.word(end + 2) == ":" {
            end += 3;
        }
        (end > at && self.word(end) == "*").then_some(end)
    }

    /// `signals:` and `public slots:` of Qt.
    fn names_section(&self, at: usize) -> bool {
        let alone = matches!(self.word(at), "signals" | "Q_SIGNALS") && self.begins_statement();
        self.word(at + 1) == ":"
            && (alone || matches!(self.before(1), "public" | "private" | "protected"))
    }

    /// `"%" PRIu64 "\n"`, `128 KB`, `SEPARATOR SEPARATOR`.
    fn beside_text(&self, at: usize, end: usize) -> bool {
        let last = self.kept.last().and_then(|last| self.kind(*last));
        let loud = self.word(at).starts_with(|first: char| first.is_ascii_uppercase());
        match last {
            Some(Kind::Text) if loud => true,
            Some(Kind::Number) if loud => end == at + 1,
            _ if self.shouts(at) && self.kind(end) == Some(Kind::Text) => true,
            _ => {
                let last = self.kept.last().map_or(0, |last| self.partner[*last]);
                let called = self.before(1) == ")" && last > 0 && shouts(self.word(last - 1));
                let twice = (called || shouts(self.before(1))) && self.shouts(at);
                twice && matches!(self.word(end), ")" | "," | ";")
            }
        }
    }

    /// A macro that stands for whole statements or declarations, or for the head of one.
    fn is_statement(&self, at: usize, end: usize) -> bool {
        let called = end > at + 1;
        let next = self.word(end);
        let goes_on = self.kind(end) == Some(Kind::Mark) && !matches!(next, "{" | "}" | "~");
        let alone = self.breaks_line(end) || matches!(next, "{" | "}");
        if !self.begins_statement() || goes_on || !alone {
            return false;
        }
        match (called, next) {
            (true, "{") => self.in_body() || self.shouts(at),
            (true, "") if self.scopes.is_empty() => true,
            (true, _) => {
                self.shouts(at)
                    || self.bare.get(self.word(at)).is_some_and(|count| *count > 1)
                    || self.holds_statements(at + 1)
            }
            (false, "{") => self.shouts(at) && self.in_body(),
            (false, _) => self.shouts(at) && self.breaks_line(at) && self.breaks_line(end),
        }
    }

    pub(super) fn survey(&mut self) {
        for at in 1..self.tokens.len() {
            let begun = matches!(self.word(at + 1), "{" | ":" | ";");
            if begun && matches!(self.word(at - 1), "class" | "struct" | "union" | "enum") {
                self.defined.insert(self.word(at).to_string());
            }
            let end = self.after(at);
            let begins = matches!(self.word(at - 1), ";" | "{" | "}" | ")");
            let bare = end > at + 1 && self.kind(end) == Some(Kind::Name) && self.breaks_line(end);
            if begins && bare && self.is_name(at) {
                *self.bare.entry(self.word(at).to_string()).or_default() += 1;
            }
        }
    }

    /// Whether a semicolon stands between brackets, not in others within.
    pub(super) fn holds_statements(&self, open: usize) -> bool {
        let close = self.partner[open];
        let mut at = open + 1;
        while at < close && self.word(at) != ";" {
            at = self.partner[at].max(at) + 1;
        }
        at < close
    }

    pub(super) fn begins_statement(&self) -> bool {
        matches!(self.before(1), "" | ";" | "{" | "}")
            || self.before(1) == ":" && matches!(self.before(2), "public" | "private" | "protected")
    }

    /// Whether a line ends before a token.
    pub(super) fn breaks_line(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return true };
        let to = self.tokens.get(at).map_or(self.text.len(), |token| token.from);
        let between = &self.text[self.tokens[last].to..to];
        at == self.tokens.len() || between.contains('\n')
    }

    /// `LUA_API int f(`, `static INLINE size_t f(`, `NO_SANITIZE("x") size_t f(`.
    fn begins_declaration(&self, at: usize, end: usize) -> bool {
        let begins = self.begins_statement() || self.specifiers.contains(self.before(1));
        let shouts = self.shouts(at);
        let near = end == at + 1 && !self.after_macro;
        let near = near && !(self.in_body() && self.breaks_line(end));
        if !begins || !(shouts || near) {
            return false;
        }
        let mut then = end;
        while self.specifiers.contains(self.word(then)) {
            then += 1;
        }
        let next = self.word(then + 1);
        let pointed = matches!(next, "*" | "&") && (shouts || !self.in_body());
        self.types.contains(self.word(then))
            || self.is_name(then)
                && (self.is_name(then + 1)
                    || pointed
                    || self.types.contains(next)
                    || shouts && matches!(next, "::" | ":" | "<"))
    }

    /// `int CDECL main(`, `char FAR *text`, `int count UNUSED,`, `(WINAPI *call)(`.
    fn is_between(&self, at: usize, end: usize) -> bool {
        let last = self.before(1);
        if last == "(" || last == "," {
            return self.is_cast(at) || self.shouts(at) && self.is_convention(at, last);
        }
        let typed = self.types.contains(last) || self.is_kept_name(1);
        if !self.shouts(at) {
            return false;
        }
        match self.word(end) {
            "*" | "&" => typed && end == at + 1,
            ";" | "=" if last == ")" => !self.in_body(),
            ";" | "=" if self.before(2) == ")" && matches!(last, "const" | "noexcept") => true,
            "," | ")" | ";" | "=" | "[" => {
                let before = self.before(2);
                let named = self.is_kept_name(1);
                last == "]"
                    || named
                        && (self.types.contains(before) || before == "*" || self.is_kept_name(2))
            }
            _ if self.is_name(end) => typed || matches!(last, "*" | "&"),
            "{" if last == ")" => !self.in_body(),
            "{" => self.before(2) == ")" && matches!(last, "const" | "noexcept" | "override"),
            _ => false,
        }
    }

    /// `(CONST type *)`: of two names in a row in brackets the first is none.
    fn is_cast(&self, at: usize) -> bool {
        let is_specifier = |at: &usize| self.specifiers.contains(self.word(*at));
        let begin = at + 1 + (at + 1..self.tokens.len()).take_while(is_specifier).count();
        let is_type = |at: &usize| self.types.contains(self.word(*at));
        let types = (begin..self.tokens.len()).take_while(is_type).count();
        let end = begin + types + usize::from(self.is_name(begin + types));
        let stars = (end..self.tokens.len()).take_while(|at| self.word(*at) == "*").count();
        let ends = self.word(end + stars) == ")";
        let is_type = stars > 0 || types > 0;
        end > begin && is_type && (ends || self.shouts(at))
    }

    /// `(WINAPI *call)(`
    fn is_convention(&self, at: usize, last: &str) -> bool {
        let open = self.kept.last().map_or(0, |last| self.partner[*last]);
        last == "("
            && self.word(at + 1) == "*"
            && self.kind(at + 2) == Some(Kind::Name)
            && self.word(open + 1) == "("
    }

    fn is_kept_name(&self, back: usize) -> bool {
        let at = self.kept.len().checked_sub(back).and_then(|at| self.kept.get(at));
        at.is_some_and(|at| self.is_name(*at))
    }

    /// `class API Shape {`, `struct ALIGNED(16) vector {`.
    fn names_attribute(&self, at: usize, end: usize) -> bool {
        matches!(self.before(1), "class" | "struct" | "union" | "enum")
            && self.is_name(end)
            && self.word(end + 2) != ":"
            && (matches!(self.word(end + 1), "{" | ":" | "final") || end > at + 1)
    }
}
