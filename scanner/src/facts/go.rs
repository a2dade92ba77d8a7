//! The facts of a Go file: its part of a package, and its uses of other packages.

use super::bindings::{Bindings, Target};
use super::record::{Arity, Exports, FileFacts, Use, UseKind};
use super::syntax_path::{
    children, children_in, each_of_kind, field_text, is_field, text_of, visit_with_path,
};
use tree_sitter::{Node, Tree};

/// The facts of a file.
pub(crate) fn facts(text: &str, tree: &Tree) -> FileFacts {
    let mut file =
        File { text, exports: Exports::default(), bindings: Bindings::default(), uses: Vec::new() };
    // Generated code may be in a file that is not in the project.
    file.exports.open = text.contains("//go:generate") || text.contains("import \"C\"");
    visit_with_path(tree, |node, path| file.collect_names(node, path));
    visit_with_path(tree, |node, path| file.collect_uses(node, path));
    FileFacts::new(file.exports, file.uses)
}

struct File<'s> {
    text: &'s str,
    exports: Exports,
    bindings: Bindings,
    uses: Vec<Use>,
}

impl File<'_> {
    fn collect_names(&mut self, node: Node, path: &[Node]) {
        let is_top = !path.iter().any(|it| it.kind() == "block");
        match node.kind() {
            "import_spec" => self.import(node),
            "function_declaration" => {
                let name = field_text(node, "name", self.text);
                self.exports.define(name, Self::arity(node));
                self.bindings.bind(name);
            }
            "type_spec" | "type_alias" | "const_spec" | "var_spec" => {
                for name in children_in(node, "name") {
                    let name = text_of(name, self.text);
                    if is_top {
                        self.exports.define(name, None);
                    }
                    self.bindings.bind(name);
                }
            }
            "parameter_declaration" | "variadic_parameter_declaration" => {
                for name in children_in(node, "name") {
                    self.bindings.bind(text_of(name, self.text));
                }
            }
            "short_var_declaration" | "range_clause" | "receive_statement" => {
                if let Some(left) = node.child_by_field_name("left") {
                    self.bind_all(left);
                }
            }
            "type_switch_statement" => {
                if let Some(alias) = node.child_by_field_name("alias") {
                    self.bind_all(alias);
                }
            }
            _ => {}
        }
    }

    fn bind_all(&mut self, node: Node) {
        each_of_kind(node, &["identifier"], |each| self.bindings.bind(text_of(each, self.text)));
    }

    /// The name of a package without a name in its import is assumed to be its path's last step.
    fn import(&mut self, spec: Node) {
        let path = field_text(spec, "path", self.text).trim_matches(['"', '`']);
        let name = field_text(spec, "name", self.text);
        self.uses.push(Use::at(self.text, spec, UseKind::Module, path, ""));
        let is_version =
            |it: &&str| it.strip_prefix('v').is_some_and(|it| it.parse::<u32>().is_ok());
        let last = path.rsplit('/').find(|step| !is_version(step)).unwrap_or(path);
        let local = if name.is_empty() { last } else { name };
        self.bindings.import(local, Target::Module(path.to_string()));
    }

    fn arity(function: Node) -> Option<Arity> {
        let (mut least, mut is_limited) = (0, true);
        for parameter in children(function.child_by_field_name("parameters")?) {
            match parameter.kind() {
                "variadic_parameter_declaration" => is_limited = false,
                _ => least += children_in(parameter, "name").len().max(1),
            }
        }
        Some(Arity { least, most: is_limited.then_some(least) })
    }

    fn collect_uses(&mut self, node: Node, path: &[Node]) {
        let (object, member) = match node.kind() {
            "selector_expression" => ("operand", "field"),
            "qualified_type" => ("package", "name"),
            "call_expression" => {
                self.collect_call_within_package(node);
                return;
            }
            _ => return,
        };
        let Some(Target::Module(module)) =
            self.bindings.target(field_text(node, object, self.text))
        else {
            return;
        };
        let name = field_text(node, member, self.text);
        let call = path
            .last()
            .filter(|it| it.kind() == "call_expression" && is_field(**it, "function", node));
        let arguments = call.and_then(|call| self.argument_count(*call));
        let used = Use::at(self.text, node, UseKind::Member, module, name);
        self.uses.push(used.with_arguments(arguments));
    }

    /// A call of a function that another file of the package may define.
    fn collect_call_within_package(&mut self, call: Node) {
        let Some(function) = call.child_by_field_name("function") else { return };
        let name = text_of(function, self.text);
        if function.kind() != "identifier" || self.bindings.contains(name) {
            return;
        }
        if let Some(arguments) = self.argument_count(call) {
            let used = Use::at(self.text, function, UseKind::Call, "", name);
            self.uses.push(used.with_arguments(Some(arguments)));
        }
    }

    /// The number of arguments; none if one is a call, which may return several values.
    fn argument_count(&self, call: Node) -> Option<usize> {
        let list = call.child_by_field_name("arguments")?;
        let all = children(list);
        let is_unsure =
            text_of(list, self.text).trim_end_matches([')', ',', ' ', '\n', '\t']).ends_with("...")
                || matches!(all.as_slice(), [only] if only.kind() == "call_expression");
        (!is_unsure).then_some(all.len())
    }
}
