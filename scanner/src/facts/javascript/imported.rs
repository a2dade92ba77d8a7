//! What a module imports, and how it uses that.

use super::Module;
use crate::facts::bindings::Target;
use crate::facts::record::{Use, UseKind};
use crate::facts::syntax_path::{children, innermost, is_field, mentions};
use tree_sitter::Node;

/// What every object has.
const OBJECT_MEMBERS: [&str; 5] =
    ["hasOwnProperty", "toString", "valueOf", "isPrototypeOf", "propertyIsEnumerable"];

impl<'s> Module<'s> {
    pub(super) fn collect_imports(&mut self, node: Node, path: &[Node]) {
        match node.kind() {
            "import_statement" => self.import(node, path),
            "export_statement" => {
                if let Some(source) = node.child_by_field_name("source") {
                    self.add(source, UseKind::Module, self.unquoted(source), "", path);
                }
            }
            "variable_declarator" => {
                if let Some(module) = self.required_module(node) {
                    self.import_required(node, module, path);
                }
            }
            "call_expression" if path.len() <= 4 => {
                if let Some(module) = self.module_of_call(node) {
                    self.add(node, UseKind::Module, module, "", path);
                }
            }
            _ => {}
        }
    }

    fn import(&mut self, statement: Node, path: &[Node]) {
        self.has_esm_exports |= statement.kind() == "import_statement";
        let Some(source) = statement.child_by_field_name("source") else { return };
        let module = self.unquoted(source);
        self.add(source, UseKind::Module, module, "", path);
        let clauses = children(statement);
        let clause = clauses.iter().find(|part| part.kind() == "import_clause");
        for part in clause.map(|it| children(*it)).unwrap_or_default() {
            match part.kind() {
                "identifier" => self.import_name(part, module, "default", part, path),
                "namespace_import" => {
                    for name in children(part) {
                        let target = Target::Module(module.to_string());
                        self.bindings.import(self.text_of(name), target);
                    }
                }
                "named_imports" => {
                    for specifier in children(part) {
                        let Some(name) = specifier.child_by_field_name("name") else { continue };
                        let local = specifier.child_by_field_name("alias").unwrap_or(name);
                        if name.kind() != "string" {
                            self.import_name(name, module, self.text_of(name), local, path);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn import_name(&mut self, at: Node, module: &str, name: &str, local: Node, path: &[Node]) {
        let target = Target::Name(module.to_string(), name.to_string());
        self.bindings.import(self.text_of(local), target);
        self.add(at, UseKind::Import, module, name, path);
    }

    /// `const m = require('m')`, `const { a, b: c } = require('m')`, `const a = require('m').a`.
    fn import_required(&mut self, declarator: Node, module: &str, path: &[Node]) {
        let Some(pattern) = declarator.child_by_field_name("name") else { return };
        let property =
            declarator.child_by_field_name("value").map_or("", |it| self.field(it, "property"));
        if pattern.kind() == "identifier" {
            let target = if property.is_empty() {
                Target::Module(module.to_string())
            } else {
                Target::Name(module.to_string(), property.to_string())
            };
            self.bindings.import(self.text_of(pattern), target);
            if !property.is_empty() {
                self.add(pattern, UseKind::Import, module, property, path);
            }
            return;
        }
        for part in children(pattern) {
            match part.kind() {
                "shorthand_property_identifier_pattern" if property.is_empty() => {
                    self.import_name(part, module, self.text_of(part), part, path);
                }
                "pair_pattern" if property.is_empty() => {
                    let (key, value) = (self.field(part, "key"), part.child_by_field_name("value"));
                    if let Some(local) = value.filter(|value| value.kind() == "identifier") {
                        self.import_name(part, module, key, local, path);
                    }
                }
                _ => {}
            }
        }
    }

    /// The module of a declarator's value: `require('m')`, `await import('m')`, `require('m').a`.
    pub(super) fn required_module(&self, declarator: Node) -> Option<&'s str> {
        let mut value = declarator.child_by_field_name("value")?;
        if value.kind() == "member_expression" {
            value = value.child_by_field_name("object")?;
        }
        if value.kind() == "await_expression" {
            value = *children(value).first()?;
            let is_import = self.field(value, "function") == "import";
            return self.module_of_call(value).filter(|_| is_import);
        }
        let is_require = self.field(value, "function") == "require";
        self.module_of_call(value).filter(|_| is_require)
    }

    fn module_of_call(&self, call: Node) -> Option<&'s str> {
        let function = self.field(call, "function");
        let arguments = children(call.child_by_field_name("arguments")?);
        let argument = arguments.first().filter(|it| it.kind() == "string")?;
        matches!(function, "require" | "import").then(|| self.unquoted(*argument))
    }

    fn unquoted(&self, string: Node) -> &'s str {
        self.text_of(string).trim_matches(['"', '\''])
    }

    fn add(&mut self, node: Node, kind: UseKind, module: &str, name: &str, path: &[Node]) {
        let is_deferred = kind == UseKind::Module
            && path
                .iter()
                .any(|it| it.kind().contains("function") || it.kind() == "method_definition");
        if !is_deferred && !self.is_guarded(node, name, path) {
            self.uses.push(Use::at(self.text, node, kind, module, name));
        }
    }

    /// Calls of what is imported. A member that is only read may be absent.
    pub(super) fn collect_uses(&mut self, node: Node, path: &[Node]) {
        if node.kind() != "call_expression" {
            return;
        }
        let Some(function) = node.child_by_field_name("function") else { return };
        let mut cursor = node.walk();
        let is_optional = node.children(&mut cursor).any(|it| it.kind() == "optional_chain");
        let (object, name) = match function.kind() {
            "identifier" => (function, ""),
            "member_expression" if self.text_of(function).contains("?.") => return,
            "member_expression" => {
                let Some(object) = function.child_by_field_name("object") else { return };
                (object, self.field(function, "property"))
            }
            _ => return,
        };
        if object.kind() != "identifier" || is_optional || OBJECT_MEMBERS.contains(&name) {
            return;
        }
        let arguments = Self::argument_count(node);
        let used = match self.bindings.target(self.text_of(object)) {
            Some(Target::Name(module, imported)) if name.is_empty() && arguments.is_some() => {
                Use::at(self.text, function, UseKind::Call, module, imported)
            }
            Some(Target::Module(module)) if !name.is_empty() => {
                Use::at(self.text, function, UseKind::Member, module, name)
            }
            _ => return,
        };
        if !self.is_guarded(node, name, path) {
            self.uses.push(used.with_arguments(arguments));
        }
    }

    /// The number of arguments of a call; none if it spreads some.
    fn argument_count(call: Node) -> Option<usize> {
        let arguments = call.child_by_field_name("arguments")?;
        if arguments.kind() != "arguments" {
            return None;
        }
        let all = children(arguments);
        (!all.iter().any(|it| it.kind() == "spread_element")).then_some(all.len())
    }

    /// Whether the code around a node expects that it may fail, or says that it is wrong.
    pub(super) fn is_guarded(&self, node: Node, name: &str, path: &[Node]) -> bool {
        let row = node.start_position().row;
        if self.suppressed_rows.iter().any(|it| *it == row || *it + 1 == row) {
            return true;
        }
        let names = |text: &str| !name.is_empty() && mentions(text, &[name]);
        innermost(path).any(|around| match around.kind() {
            "try_statement" => around
                .child_by_field_name("body")
                .is_some_and(|body| body.byte_range().contains(&node.start_byte())),
            "if_statement" | "ternary_expression" => {
                !is_field(*around, "condition", node) && names(self.field(*around, "condition"))
            }
            "binary_expression"
                if matches!(self.field(*around, "operator"), "&&" | "||" | "??") =>
            {
                names(self.field(*around, "left"))
            }
            "call_expression" => {
                let called = self.field(*around, "function");
                mentions(called, &["hrow", "reject"])
            }
            _ => false,
        })
    }
}
