//! The facts of a Rust file: the items of its module, and its uses of other modules.

use super::bindings::{Bindings, Target};
use super::record::{Arity, Exports, FileFacts, Use, UseKind};
use super::syntax_path::{children, each_of_kind, field_text, text_of, visit_with_path};
use tree_sitter::{Node, Tree};

/// Attributes that add no item beside theirs.
const HARMLESS_ATTRIBUTES: [&str; 16] = [
    "allow",
    "cfg",
    "cold",
    "derive",
    "deprecated",
    "doc",
    "expect",
    "inline",
    "must_use",
    "non_exhaustive",
    "repr",
    "rustfmt",
    "test",
    "track_caller",
    "warn",
    "default",
];

/// The facts of a file.
pub(crate) fn facts(text: &str, tree: &Tree) -> FileFacts {
    let mut file =
        File { text, exports: Exports::default(), bindings: Bindings::default(), uses: Vec::new() };
    for item in children(tree.root_node()) {
        file.export(item);
    }
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

/// The inline modules around a node.
fn inline_depth(path: &[Node]) -> usize {
    path.iter().filter(|it| it.kind() == "mod_item").count()
}

impl File<'_> {
    fn export(&mut self, item: Node) {
        let name = field_text(item, "name", self.text);
        match item.kind() {
            "function_item" => self.exports.define(name, Self::arity(item)),
            "macro_definition" => self.exports.define(name, None),
            "attribute_item" => {
                let attribute = text_of(item, self.text).trim_start_matches(['#', '[', ' ']);
                let is_harmless = HARMLESS_ATTRIBUTES.iter().any(|it| attribute.starts_with(it));
                self.exports.open |= !is_harmless;
            }
            "use_declaration" => {
                for (_, local) in self.used_paths(item) {
                    if local == "*" {
                        self.exports.open = true;
                    } else {
                        self.exports.pass_on(&local);
                    }
                }
            }
            "extern_crate_declaration"
            | "foreign_mod_item"
            | "macro_invocation"
            | "expression_statement" => {
                // A macro may expand to items.
                self.exports.open = true;
            }
            "impl_item" | "inner_attribute_item" => {}
            _ if name.is_empty() => self.exports.open = true,
            _ => self.exports.define(name, None),
        }
    }

    fn arity(function: Node) -> Option<Arity> {
        let mut count = 0;
        for parameter in children(function.child_by_field_name("parameters")?) {
            match parameter.kind() {
                "self_parameter" | "variadic_parameter" | "attribute_item" => return None,
                _ => count += 1,
            }
        }
        Some(Arity { least: count, most: Some(count) })
    }

    /// The full paths of a use declaration, and the names that it binds.
    fn used_paths(&self, declaration: Node) -> Vec<(String, String)> {
        let mut found = Vec::new();
        if let Some(argument) = declaration.child_by_field_name("argument") {
            self.expand(argument, "", &mut found);
        }
        found
    }

    fn expand(&self, node: Node, prefix: &str, found: &mut Vec<(String, String)>) {
        let text: String = text_of(node, self.text).split_whitespace().collect();
        let join = |part: &str| {
            if prefix.is_empty() {
                part.to_string()
            } else {
                format!("{prefix}::{part}")
            }
        };
        match node.kind() {
            "use_list" => {
                for child in children(node) {
                    self.expand(child, prefix, found);
                }
            }
            "scoped_use_list" => {
                let path: String = field_text(node, "path", self.text).split_whitespace().collect();
                if let Some(list) = node.child_by_field_name("list") {
                    let prefix = if path.is_empty() { prefix.to_string() } else { join(&path) };
                    self.expand(list, &prefix, found);
                }
            }
            "use_as_clause" => {
                let path: String = field_text(node, "path", self.text).split_whitespace().collect();
                found.push((join(&path), field_text(node, "alias", self.text).to_string()));
            }
            "use_wildcard" => found.push((join(text.trim_end_matches("::*")), "*".to_string())),
            "self" => {
                let last = prefix.rsplit("::").next().unwrap_or(prefix);
                found.push((prefix.to_string(), last.to_string()));
            }
            _ => {
                let last = text.rsplit("::").next().unwrap_or(&text).to_string();
                found.push((join(&text), last));
            }
        }
    }

    /// The path as seen from the file's module; none if it is not relative to the project.
    fn project_path(path: &str, depth: usize) -> Option<String> {
        let steps: Vec<&str> = path.split("::").collect();
        match steps[0] {
            "crate" => Some(path.to_string()),
            "self" | "super" => {
                let ups = steps.iter().filter(|step| **step == "super").count();
                let more_ups = ups.checked_sub(depth)?;
                let names = steps.into_iter().filter(|step| !matches!(*step, "self" | "super"));
                let seen = ["self"].into_iter().chain(vec!["super"; more_ups]).chain(names);
                Some(seen.collect::<Vec<_>>().join("::"))
            }
            _ => None,
        }
    }

    fn collect_names(&mut self, node: Node, path: &[Node]) {
        match node.kind() {
            "use_declaration" => self.import(node, path),
            "mod_item" if node.child_by_field_name("body").is_none() && inline_depth(path) == 0 => {
                let name = field_text(node, "name", self.text);
                self.bindings.import(name, Target::Module(format!("self::{name}")));
            }
            "function_item" | "mod_item" | "struct_item" | "enum_item" | "const_item"
            | "static_item" | "type_item" | "trait_item" => {
                // Methods are not called by their plain name.
                let is_method =
                    path.iter().any(|it| matches!(it.kind(), "impl_item" | "trait_item"));
                if !is_method {
                    self.bindings.bind(field_text(node, "name", self.text));
                }
            }
            "let_declaration" | "parameter" | "let_condition" | "match_arm" | "for_expression" => {
                self.bind_all(node.child_by_field_name("pattern"));
            }
            "closure_parameters" => self.bind_all(Some(node)),
            _ => {}
        }
    }

    fn bind_all(&mut self, pattern: Option<Node>) {
        if let Some(pattern) = pattern {
            let kinds = ["identifier", "shorthand_field_identifier"];
            each_of_kind(pattern, &kinds, |each| self.bindings.bind(text_of(each, self.text)));
        }
    }

    fn import(&mut self, declaration: Node, path: &[Node]) {
        for (whole, local) in self.used_paths(declaration) {
            let Some(whole) = Self::project_path(&whole, inline_depth(path)) else {
                self.bindings.bind(&local);
                continue;
            };
            let Some((module, name)) = whole.rsplit_once("::") else { continue };
            if local == "*" || matches!(name, "super" | "self" | "crate") {
                continue;
            }
            self.bindings.import(&local, Target::Name(module.to_string(), name.to_string()));
            self.uses.push(Use::at(self.text, declaration, UseKind::Import, module, name));
        }
    }

    fn collect_uses(&mut self, node: Node, path: &[Node]) {
        if node.kind() != "call_expression" {
            return;
        }
        let Some(function) = node.child_by_field_name("function") else { return };
        let arguments = node.child_by_field_name("arguments").map(|it| children(it).len());
        let name: String = text_of(function, self.text).split_whitespace().collect();
        match function.kind() {
            "identifier" => {
                if let Some(Target::Name(module, name)) = self.bindings.target(&name) {
                    let used = Use::at(self.text, function, UseKind::Call, module, name);
                    self.uses.push(used.with_arguments(arguments));
                }
            }
            "scoped_identifier" => {
                let Some((module, name)) = name.rsplit_once("::") else { return };
                let Some(module) = self.module_path(module, path) else { return };
                let used = Use::at(self.text, function, UseKind::Member, &module, name);
                self.uses.push(used.with_arguments(arguments));
            }
            _ => {}
        }
    }

    /// The module that a path means, by its start or by the import of its first step.
    fn module_path(&self, path: &str, around: &[Node]) -> Option<String> {
        if let Some(known) = Self::project_path(&format!("{path}::x"), inline_depth(around)) {
            return known.strip_suffix("::x").map(ToString::to_string);
        }
        let (first, rest) = path.split_once("::").map_or((path, ""), |(first, rest)| (first, rest));
        let start = match self.bindings.target(first)? {
            Target::Module(module) => module.clone(),
            Target::Name(module, name) => format!("{module}::{name}"),
        };
        Some(if rest.is_empty() { start } else { format!("{start}::{rest}") })
    }
}
