//! The facts of a module of JavaScript or TypeScript, in either module system.

mod exported;
mod imported;

use super::bindings::Bindings;
use super::record::{Arity, Exports, FileFacts, Use};
use super::syntax_path::{children, each_of_kind, field_text, text_of, visit_with_path};
use tree_sitter::{Node, Tree};

/// So many comments that suppress errors of types are seen.
const MAX_SUPPRESSED_ROWS: usize = 1_000;

/// The facts of a module; TypeScript has optional parameters, in JavaScript all are.
pub(crate) fn facts(text: &str, tree: &Tree, is_typed: bool) -> FileFacts {
    let mut module = Module {
        text,
        is_typed,
        exports: Exports::default(),
        locals: Exports::default(),
        exported_locals: Vec::new(),
        has_esm_exports: false,
        bindings: Bindings::default(),
        suppressed_rows: if is_typed { suppressed_rows(text) } else { Vec::new() },
        uses: Vec::new(),
    };
    visit_with_path(tree, |node, path| {
        module.collect_exports(node, path);
        module.collect_imports(node, path);
        module.bind_names(node);
    });
    visit_with_path(tree, |node, path| module.collect_uses(node, path));
    module.finish()
}

fn suppressed_rows(text: &str) -> Vec<usize> {
    let rows = text.lines().enumerate().filter(|(_, line)| line.contains("@ts-"));
    rows.map(|(row, _)| row).take(MAX_SUPPRESSED_ROWS).collect()
}

struct Module<'s> {
    text: &'s str,
    is_typed: bool,
    exports: Exports,
    /// The names at the top level of the file, and how functions among them are called.
    locals: Exports,
    /// Exported names, and the names at the top level that they export.
    exported_locals: Vec<(&'s str, &'s str)>,
    has_esm_exports: bool,
    bindings: Bindings,
    /// Rows, counted from 0, with a comment that the next row has an error of types.
    suppressed_rows: Vec<usize>,
    uses: Vec<Use>,
}

impl<'s> Module<'s> {
    fn finish(mut self) -> FileFacts {
        for (exported, local) in std::mem::take(&mut self.exported_locals) {
            let arities = self.locals.arities(local);
            let arity = if arities.len() == 1 { Some(arities[0]) } else { None };
            self.exports.define(exported, arity);
        }
        if !self.has_esm_exports {
            // The whole object of a CommonJS module is its default export.
            self.exports.pass_on("default");
        }
        // The wrapper of another module system has these as parameters.
        self.exports.open |= self.bindings.contains("exports") || self.bindings.contains("module");
        FileFacts::new(self.exports, self.uses)
    }

    fn text_of(&self, node: Node) -> &'s str {
        text_of(node, self.text)
    }

    fn field(&self, node: Node, field: &str) -> &'s str {
        field_text(node, field, self.text)
    }

    /// Binds the names of declarations and parameters, in any scope.
    fn bind_names(&mut self, node: Node) {
        let bound = match node.kind() {
            "variable_declarator" if self.required_module(node).is_some() => return,
            "variable_declarator"
            | "function_declaration"
            | "generator_function_declaration"
            | "function_expression"
            | "class_declaration"
            | "enum_declaration" => node.child_by_field_name("name"),
            "formal_parameters" => Some(node),
            "arrow_function" | "catch_clause" => node.child_by_field_name("parameter"),
            "for_in_statement" | "assignment_expression" => {
                node.child_by_field_name("left").filter(|left| {
                    !matches!(left.kind(), "member_expression" | "subscript_expression")
                })
            }
            _ => None,
        };
        let kinds = ["identifier", "shorthand_property_identifier_pattern"];
        if let Some(bound) = bound {
            each_of_kind(bound, &kinds, |name| self.bindings.bind(text_of(name, self.text)));
        }
    }

    /// How a function is called; none for anything else.
    fn arity(&self, function: Node) -> Option<Arity> {
        let is_function = matches!(
            function.kind(),
            "function_declaration"
                | "function_expression"
                | "arrow_function"
                | "generator_function"
                | "generator_function_declaration"
        );
        if !is_function {
            return None;
        }
        if function.child_by_field_name("parameter").is_some() {
            return Some(Arity { least: usize::from(self.is_typed), most: Some(1) });
        }
        let (mut least, mut most, mut is_limited) = (0, 0, true);
        for parameter in children(function.child_by_field_name("parameters")?) {
            let pattern = parameter.child_by_field_name("pattern").unwrap_or(parameter);
            match pattern.kind() {
                "this" => {}
                "rest_pattern" => is_limited = false,
                _ => {
                    most += 1;
                    let is_required = parameter.kind() == "required_parameter"
                        && parameter.child_by_field_name("value").is_none();
                    least += usize::from(is_required);
                }
            }
        }
        let mut reads_arguments = false;
        each_of_kind(function, &["identifier"], |name| {
            reads_arguments |= text_of(name, self.text) == "arguments";
        });
        let least = if self.is_typed { least } else { 0 };
        Some(Arity { least, most: (is_limited && !reads_arguments).then_some(most) })
    }
}
