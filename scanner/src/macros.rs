//! Removes macros from C and C++: the grammar does not know how they expand, and reports errors
//! where they are more, or less, than an identifier.
//!
//! A macro is recognised by its position: valid code without macros has no identifier there.

mod arguments;
mod detection;
mod scopes;
mod state;

use crate::syntax_error::SyntaxError;
use state::MacroRemover;

/// Replaces the macros of a text by blanks. The error is a quote or a bracket without a partner, or
/// code that is misplaced, and its byte.
pub(crate) fn remove_macros(text: &str) -> Result<String, (usize, SyntaxError)> {
    let mut remover = MacroRemover::new(text)?;
    remover.collect_definitions();
    remover.run();
    if let Some(error) = remover.error {
        return Err(error);
    }
    Ok(String::from_utf8(remover.bytes).unwrap_or_default())
}

impl MacroRemover<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some(end) = self.macro_end(at) {
                // The name of a macro that expands to a type stays, as the type.
                let start = if self.is_type_macro(at, end) { at + 1 } else { at };
                self.blank(start, end);
                self.after_macro = true;
                at = end;
                continue;
            }
            if self.error.is_none() {
                self.error = if self.is_at_namespace_level() {
                    self.statement_outside_function(at)
                } else {
                    self.condition_without_keyword(at)
                };
            }
            match self.text_at(at) {
                "{" => self.scopes.push(self.opened_scope()),
                "}" => drop(self.scopes.pop()),
                _ => {}
            }
            self.blank_unsupported_syntax(at);
            if self.is_identifier(at) && self.text_at(at + 1) == "(" {
                self.simplify_arguments(at + 1);
            }
            self.kept.push(at);
            self.after_macro = false;
            at += 1;
        }
    }
}
