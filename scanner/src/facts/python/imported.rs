//! What a module imports, and how it uses that.

use super::{scope, Module, Scope};
use crate::facts::bindings::Target;
use crate::facts::record::{Use, UseKind};
use crate::facts::syntax_path::{children, children_in, field_text, is_field, text_of};
use tree_sitter::Node;

impl Module<'_> {
    pub(super) fn import_modules(&mut self, statement: Node, path: &[Node]) {
        for imported in children_in(statement, "name") {
            let (module, local, means) = if imported.kind() == "aliased_import" {
                let module = field_text(imported, "name", self.text);
                (module, field_text(imported, "alias", self.text), module)
            } else {
                let module = text_of(imported, self.text);
                let first = module.split('.').next().unwrap_or(module);
                (module, first, first)
            };
            self.bind_import(local, Target::Module(means.to_string()), path);
            self.add_import(imported, UseKind::Module, module, "", path);
        }
    }

    pub(super) fn import_names(&mut self, statement: Node, path: &[Node]) {
        let module: String =
            field_text(statement, "module_name", self.text).split_whitespace().collect();
        if children(statement).iter().any(|child| child.kind() == "wildcard_import") {
            self.exports.open = true;
        }
        self.add_import(statement, UseKind::Module, &module, "", path);
        for imported in children_in(statement, "name") {
            let (name, local) = if imported.kind() == "aliased_import" {
                let alias = field_text(imported, "alias", self.text);
                (field_text(imported, "name", self.text), alias)
            } else {
                (text_of(imported, self.text), text_of(imported, self.text))
            };
            self.bind_import(local, Target::Name(module.clone(), name.to_string()), path);
            self.add_import(imported, UseKind::Import, &module, name, path);
        }
    }

    fn bind_import(&mut self, local: &str, target: Target, path: &[Node]) {
        let scope = scope(path);
        if scope == Scope::Module {
            self.exports.pass_on(local);
        }
        if scope != Scope::Class {
            self.bindings.import(local, target);
        }
    }

    /// Adds an import, unless its failure is handled. A function, and what runs only in the main
    /// program, may import its own module.
    fn add_import(&mut self, node: Node, kind: UseKind, module: &str, name: &str, path: &[Node]) {
        let is_main = |node: &Node| {
            let condition = field_text(*node, "condition", self.text);
            node.kind() == "if_statement" && condition.contains("__name__")
        };
        let is_deferred =
            kind == UseKind::Module && (scope(path) != Scope::Module || path.iter().any(is_main));
        if !is_deferred && !self.is_guarded(path) {
            self.uses.push(Use::at(self.text, node, kind, module, name));
        }
    }

    pub(super) fn collect_uses(&mut self, node: Node, path: &[Node]) {
        match node.kind() {
            "call" => {
                let Some(function) = node.child_by_field_name("function") else { return };
                let Some(Target::Name(module, name)) = self.imported(function) else { return };
                if let Some(arguments) =
                    Self::argument_count(node).filter(|_| !self.is_guarded(path))
                {
                    let used = Use::at(self.text, function, UseKind::Call, &module, &name);
                    self.uses.push(used.with_arguments(Some(arguments)));
                }
            }
            "attribute" => self.collect_member(node, path),
            _ => {}
        }
    }

    /// The import that an expression names.
    fn imported(&self, node: Node) -> Option<Target> {
        let is_name = node.kind() == "identifier";
        is_name.then(|| self.bindings.target(text_of(node, self.text)).cloned()).flatten()
    }

    /// Adds `a.b` or `a.b.c`, where `a` is an imported module.
    fn collect_member(&mut self, node: Node, path: &[Node]) {
        let Some(object) = node.child_by_field_name("object") else { return };
        let Some(target) = self.imported(object) else { return };
        let module = match target {
            Target::Module(module) => module,
            Target::Name(module, name) if module.ends_with('.') => format!("{module}{name}"),
            Target::Name(module, name) => format!("{module}.{name}"),
        };
        let member = field_text(node, "attribute", self.text);
        let is_set = self.assigned_members.contains(&(text_of(object, self.text), member));
        if is_set || self.is_guarded(path) {
            return;
        }
        let mut name = member.to_string();
        let mut outermost = node;
        let mut parents = path.iter().rev();
        let mut parent = parents.next();
        while let Some(longer) = parent.filter(|it| it.kind() == "attribute") {
            name = format!("{name}.{}", field_text(*longer, "attribute", self.text));
            outermost = *longer;
            parent = parents.next();
        }
        let call = parent.filter(|it| it.kind() == "call" && is_field(**it, "function", outermost));
        let arguments = call.and_then(|call| Self::argument_count(*call));
        let used = Use::at(self.text, node, UseKind::Member, &module, &name);
        self.uses.push(used.with_arguments(arguments));
    }

    /// The number of arguments of a call; none if it unpacks some.
    fn argument_count(call: Node) -> Option<usize> {
        let arguments = call.child_by_field_name("arguments")?;
        if arguments.kind() == "generator_expression" {
            return Some(1);
        }
        let all = children(arguments);
        let unpacks = |it: &Node| matches!(it.kind(), "list_splat" | "dictionary_splat");
        (!all.iter().any(unpacks)).then_some(all.len())
    }
}
