//! The facts of a Python module.

mod guarded;
mod imported;

use super::bindings::Bindings;
use super::record::{Arity, Exports, FileFacts, Use};
use super::syntax_path::{
    children, children_in, each_of_kind, field_text, text_of, visit_with_path,
};
use std::collections::HashSet;
use tree_sitter::{Node, Tree};

/// Names whose use may give a module attributes at run time.
const REFLECTION: [&str; 4] = ["globals", "vars", "exec", "__getattr__"];

/// The facts of a module.
pub(crate) fn facts(text: &str, tree: &Tree) -> FileFacts {
    let mut module = Module {
        text,
        exports: Exports::default(),
        bindings: Bindings::default(),
        assigned_members: HashSet::new(),
        uses: Vec::new(),
    };
    visit_with_path(tree, |node, path| module.collect_names(node, path));
    visit_with_path(tree, |node, path| module.collect_uses(node, path));
    FileFacts::new(module.exports, module.uses)
}

struct Module<'s> {
    text: &'s str,
    exports: Exports,
    bindings: Bindings,
    /// Members of modules that this file sets, such as `settings.debug`.
    assigned_members: HashSet<(&'s str, &'s str)>,
    uses: Vec<Use>,
}

/// Where a name is bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Module,
    Class,
    Function,
}

fn scope(path: &[Node]) -> Scope {
    let innermost = path.iter().rev().find_map(|node| match node.kind() {
        "class_definition" => Some(Scope::Class),
        "function_definition" | "lambda" | "for_in_clause" => Some(Scope::Function),
        _ => None,
    });
    innermost.unwrap_or(Scope::Module)
}

impl Module<'_> {
    fn collect_names(&mut self, node: Node, path: &[Node]) {
        let scope = scope(path);
        match node.kind() {
            "import_statement" => self.import_modules(node, path),
            "import_from_statement" => self.import_names(node, path),
            "function_definition" => {
                let is_decorated =
                    path.last().is_some_and(|it| it.kind() == "decorated_definition");
                let arity = if is_decorated { None } else { self.arity(node, false) };
                self.define(field_text(node, "name", self.text), arity, scope);
                self.bind_parameters(node);
            }
            "lambda" => self.bind_parameters(node),
            "class_definition" => {
                let is_decorated =
                    path.last().is_some_and(|it| it.kind() == "decorated_definition");
                let arity = if is_decorated { None } else { self.constructor_arity(node) };
                self.define(field_text(node, "name", self.text), arity, scope);
            }
            "assignment"
            | "augmented_assignment"
            | "for_statement"
            | "for_in_clause"
            | "type_alias_statement" => {
                let inner = if node.kind() == "for_in_clause" { Scope::Function } else { scope };
                for pattern in children_in(node, "left") {
                    self.bind_pattern(pattern, inner);
                }
            }
            "named_expression" => {
                let name = field_text(node, "name", self.text);
                self.define(name, None, scope);
            }
            "as_pattern_target" | "case_pattern" | "delete_statement" => {
                let mut names = Vec::new();
                each_of_kind(node, &["identifier"], |each| names.push(each));
                for name in names {
                    self.define(text_of(name, self.text), None, scope);
                }
            }
            "global_statement" => {
                for name in children(node) {
                    self.define(text_of(name, self.text), None, Scope::Module);
                }
            }
            "identifier" => {
                let name = text_of(node, self.text);
                let is_reflection =
                    REFLECTION.contains(&name) || (name == "locals" && scope == Scope::Module);
                self.exports.open |= is_reflection;
            }
            "attribute" if text_of(node, self.text) == "sys.modules" => self.exports.open = true,
            _ => {}
        }
    }

    /// Adds a name that is bound in a scope. Names of a class body are not seen by functions.
    fn define(&mut self, name: &str, arity: Option<Arity>, scope: Scope) {
        if scope == Scope::Module {
            self.exports.define(name, arity);
        }
        if scope != Scope::Class {
            self.bindings.bind(name);
        }
    }

    fn bind_pattern(&mut self, pattern: Node, scope: Scope) {
        match pattern.kind() {
            "identifier" => self.define(text_of(pattern, self.text), None, scope),
            "attribute" => {
                let object = field_text(pattern, "object", self.text);
                let member = field_text(pattern, "attribute", self.text);
                self.assigned_members.insert((object, member));
            }
            "subscript" => {}
            _ => {
                for child in children(pattern) {
                    self.bind_pattern(child, scope);
                }
            }
        }
    }

    fn bind_parameters(&mut self, function: Node) {
        let Some(parameters) = function.child_by_field_name("parameters") else { return };
        for parameter in children(parameters) {
            let name = parameter.child_by_field_name("name").unwrap_or(parameter);
            if name.kind() == "typed_parameter" {
                if let Some(first) = children(name).first() {
                    self.bind_pattern(*first, Scope::Function);
                }
            } else {
                self.bind_pattern(name, Scope::Function);
            }
        }
    }

    /// The arity of a function; `is_method` leaves out its first parameter.
    fn arity(&self, function: Node, is_method: bool) -> Option<Arity> {
        let parameters = function.child_by_field_name("parameters")?;
        let (mut least, mut most, mut is_limited) = (0, 0, true);
        for (at, parameter) in children(parameters).into_iter().enumerate() {
            if at == 0 && is_method && parameter.kind() != "list_splat_pattern" {
                continue;
            }
            match parameter.kind() {
                "keyword_separator" | "positional_separator" => {}
                "default_parameter" | "typed_default_parameter" => most += 1,
                "list_splat_pattern" | "dictionary_splat_pattern" => is_limited = false,
                "typed_parameter" if text_of(parameter, self.text).starts_with('*') => {
                    is_limited = false;
                }
                _ => {
                    least += 1;
                    most += 1;
                }
            }
        }
        Some(Arity { least, most: is_limited.then_some(most) })
    }

    /// The arity of a class without bases; none if something else may create its objects.
    fn constructor_arity(&self, class: Node) -> Option<Arity> {
        let bases = field_text(class, "superclasses", self.text);
        if !matches!(bases, "" | "()" | "(object)") {
            return None;
        }
        let mut found = None;
        for member in children(class.child_by_field_name("body")?) {
            match member.kind() {
                "function_definition" => match field_text(member, "name", self.text) {
                    "__init__" if found.is_none() => found = Some(self.arity(member, true)?),
                    "__init__" | "__new__" => return None,
                    _ => {}
                },
                "class_definition" | "pass_statement" => {}
                "decorated_definition" | "expression_statement"
                    if !text_of(member, self.text).contains("__init__") => {}
                _ => return None,
            }
        }
        found.or(Some(Arity { least: 0, most: Some(0) }))
    }
}
