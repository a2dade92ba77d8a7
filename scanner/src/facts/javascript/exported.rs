//! What a module exports.

use super::Module;
use crate::facts::record::{Use, UseKind};
use crate::facts::syntax_path::{children, each_of_kind, is_field};
use tree_sitter::Node;

impl Module<'_> {
    pub(super) fn collect_exports(&mut self, node: Node, path: &[Node]) {
        match node.kind() {
            "export_statement" => self.export(node, path),
            "assignment_expression" => self.export_assigned(node),
            "identifier" => self.check_exports_object(node, path),
            "variable_declarator" if path.len() <= 3 => {
                // A type may declare other parameters than the function.
                let is_typed = node.child_by_field_name("type").is_some();
                let value = node.child_by_field_name("value").filter(|_| !is_typed);
                let arity = value.and_then(|value| self.arity(value));
                self.locals.define(self.field(node, "name"), arity);
            }
            "function_declaration" | "generator_function_declaration" if path.len() <= 2 => {
                self.locals.define(self.field(node, "name"), self.arity(node));
            }
            // Overloads.
            "function_signature" if path.len() <= 2 => {
                self.locals.define(self.field(node, "name"), None);
            }
            _ => {}
        }
    }

    fn export(&mut self, statement: Node, path: &[Node]) {
        self.has_esm_exports = true;
        let source = statement.child_by_field_name("source");
        let mut cursor = statement.walk();
        let parts: Vec<Node> = statement.children(&mut cursor).collect();
        let has = |kind: &str| parts.iter().any(|part| part.kind() == kind);
        if has("default") {
            let declaration = statement.child_by_field_name("declaration");
            let value = declaration.or_else(|| statement.child_by_field_name("value"));
            match value {
                Some(value) if value.kind() == "identifier" => {
                    self.exported_locals.push(("default", self.text_of(value)));
                }
                _ => self.exports.define("default", value.and_then(|it| self.arity(it))),
            }
            return;
        }
        let clause = parts.iter().find(|part| part.kind() == "export_clause");
        let namespace = parts.iter().find(|part| part.kind() == "namespace_export");
        if let Some(clause) = clause {
            self.export_specifiers(*clause, source, path);
        } else if let Some(namespace) = namespace {
            let name = children(*namespace).first().map(|name| self.text_of(*name));
            self.exports.define(name.unwrap_or_default(), None);
        } else if let Some(declaration) = statement.child_by_field_name("declaration") {
            self.export_declaration(declaration);
        } else {
            // All names of another module, or TypeScript's `export =`.
            self.exports.open = true;
        }
    }

    fn export_specifiers(&mut self, clause: Node, source: Option<Node>, path: &[Node]) {
        for specifier in children(clause) {
            let name = self.field(specifier, "name");
            let alias = self.field(specifier, "alias");
            let exported = if alias.is_empty() { name } else { alias };
            // Such as "module.exports", which Node gives to `require`.
            self.exports.open |= exported.starts_with(['"', '\'']);
            let Some(source) = source else {
                self.exported_locals.push((exported, name));
                continue;
            };
            self.exports.pass_on(exported);
            let module = self.text_of(source).trim_matches(['"', '\'']);
            if !self.is_guarded(specifier, name, path) {
                self.uses.push(Use::at(self.text, specifier, UseKind::Import, module, name));
            }
        }
    }

    fn export_declaration(&mut self, declaration: Node) {
        match declaration.kind() {
            "lexical_declaration" | "variable_declaration" => {
                for declarator in children(declaration) {
                    let Some(name) = declarator.child_by_field_name("name") else { continue };
                    if name.kind() == "identifier" {
                        let name = self.text_of(name);
                        self.exported_locals.push((name, name));
                    } else {
                        let kinds = ["identifier", "shorthand_property_identifier_pattern"];
                        each_of_kind(name, &kinds, |each| {
                            self.exports
                                .define(self.text.get(each.byte_range()).unwrap_or_default(), None);
                        });
                    }
                }
            }
            "function_declaration" | "generator_function_declaration" | "function_signature" => {
                let name = self.field(declaration, "name");
                self.exported_locals.push((name, name));
            }
            "ambient_declaration" => match children(declaration).first() {
                Some(inner) => self.export_declaration(*inner),
                None => self.exports.open = true,
            },
            _ => match declaration.child_by_field_name("name") {
                Some(name) => self.exports.define(self.text_of(name), None),
                None => self.exports.open = true,
            },
        }
    }

    /// `CommonJS`: `module.exports = { a, b: c }`, `exports.a = b`.
    fn export_assigned(&mut self, assignment: Node) {
        let (Some(left), Some(right)) =
            (assignment.child_by_field_name("left"), assignment.child_by_field_name("right"))
        else {
            return;
        };
        let target = self.text_of(left);
        if target == "module.exports" {
            if right.kind() == "object" {
                self.export_properties(right);
            } else {
                self.exports.open = true;
            }
        } else if matches!(self.field(left, "object"), "exports" | "module.exports") {
            let name = self.field(left, "property");
            match right.kind() {
                "identifier" => self.exported_locals.push((name, self.text_of(right))),
                _ => self.exports.define(name, self.arity(right)),
            }
        }
    }

    fn export_properties(&mut self, object: Node) {
        for property in children(object) {
            match property.kind() {
                "shorthand_property_identifier" => {
                    let name = self.text_of(property);
                    self.exported_locals.push((name, name));
                }
                "pair" => {
                    let name = self.field(property, "key").trim_matches(['"', '\'']);
                    self.exports.open |= name.starts_with('[');
                    let value = property.child_by_field_name("value");
                    match value.filter(|value| value.kind() == "identifier") {
                        Some(local) => self.exported_locals.push((name, self.text_of(local))),
                        None => self.exports.define(name, value.and_then(|it| self.arity(it))),
                    }
                }
                "method_definition" => {
                    let name = self.field(property, "name");
                    self.exports.open |= name.starts_with('[');
                    self.exports.define(name, None);
                }
                _ => self.exports.open = true,
            }
        }
    }

    /// Any other use of the object of exports may add to it.
    fn check_exports_object(&mut self, identifier: Node, path: &[Node]) {
        let name = self.text_of(identifier);
        let mut around = path.iter().rev();
        let mut used = identifier;
        let mut parent = around.next();
        if name == "module" {
            let Some(member) = parent.filter(|it| self.text_of(**it) == "module.exports") else {
                return;
            };
            used = *member;
            parent = around.next();
        } else if name != "exports" {
            return;
        }
        let Some(parent) = parent else { return };
        let is_target = match parent.kind() {
            "assignment_expression" => {
                let right = parent.child_by_field_name("right");
                is_field(*parent, "left", used)
                    && (name == "module"
                        || right.is_some_and(|it| self.field(it, "left") == "module.exports"))
            }
            "member_expression" => {
                let property = self.field(*parent, "property");
                let reads = around.next().is_some_and(|it| !is_field(*it, "left", *parent));
                is_field(*parent, "object", used) && (!reads || !property.is_empty())
            }
            _ => false,
        };
        self.exports.open |= !is_target;
    }
}
