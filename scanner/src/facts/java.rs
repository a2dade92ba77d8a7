//! The facts of a Java file: the static members of the type that is named like it, and its uses of
//! those of other types.

use super::bindings::{Bindings, Target};
use super::record::{Arity, Exports, FileFacts, Use, UseKind};
use super::syntax_path::{children, children_in, field_text, is_field, text_of, visit_with_path};
use tree_sitter::{Node, Tree};

/// The name under which the constructors of a type are recorded.
const CONSTRUCTOR: &str = "new";

/// Annotations that add no member to a type.
const HARMLESS_ANNOTATIONS: [&str; 9] = [
    "Deprecated",
    "FunctionalInterface",
    "Override",
    "SafeVarargs",
    "SuppressWarnings",
    "Test",
    "NullMarked",
    "Nullable",
    "Entity",
];

const TYPES: [&str; 5] = [
    "class_declaration",
    "interface_declaration",
    "enum_declaration",
    "record_declaration",
    "annotation_type_declaration",
];

/// The facts of a file: of its public type, or of its only one.
pub(crate) fn facts(text: &str, tree: &Tree) -> FileFacts {
    let mut file = File {
        text,
        package: "",
        exports: Exports::default(),
        bindings: Bindings::default(),
        uses: Vec::new(),
    };
    let top = children(tree.root_node());
    let types: Vec<Node> = top.into_iter().filter(|it| TYPES.contains(&it.kind())).collect();
    let public = types.iter().find(|it| modifiers(**it, text).contains("public"));
    match public.or(types.first()) {
        Some(exported) => file.export(*exported),
        None => file.exports.open = true,
    }
    visit_with_path(tree, |node, path| file.collect_names(node, path));
    visit_with_path(tree, |node, path| file.collect_uses(node, path));
    FileFacts::new(file.exports, file.uses)
}

struct File<'s> {
    text: &'s str,
    package: &'s str,
    exports: Exports,
    bindings: Bindings,
    uses: Vec<Use>,
}

fn modifiers<'s>(declaration: Node, text: &'s str) -> &'s str {
    let all = children(declaration);
    all.iter().find(|it| it.kind() == "modifiers").map_or("", |it| text_of(*it, text))
}

impl File<'_> {
    /// Records the members of a type. What it inherits, or an annotation generates, is not known.
    fn export(&mut self, declaration: Node) {
        let parts = children(declaration);
        let inherits = parts.iter().any(|it| {
            matches!(it.kind(), "superclass" | "super_interfaces" | "extends_interfaces")
        });
        self.exports.open |= inherits || self.is_annotated(declaration);
        let kind = declaration.kind();
        if kind == "enum_declaration" {
            self.exports.define("values", Some(Arity { least: 0, most: Some(0) }));
            self.exports.define("valueOf", None);
        }
        let canonical = match kind {
            "class_declaration" => Some(Arity { least: 0, most: Some(0) }),
            "record_declaration" => Self::arity(declaration),
            _ => None,
        };
        let Some(body) = declaration.child_by_field_name("body") else { return };
        let mut members = children(body);
        for inner in children(body) {
            if inner.kind() == "enum_body_declarations" {
                members.extend(children(inner));
            }
        }
        let is_constructor = |it: &&Node| it.kind() == "constructor_declaration";
        let has_constructor = members.iter().any(|it| is_constructor(&it));
        if kind == "record_declaration" || !has_constructor {
            self.exports.define(CONSTRUCTOR, canonical);
        }
        for member in members {
            self.export_member(member);
        }
    }

    fn export_member(&mut self, member: Node) {
        match member.kind() {
            "constructor_declaration" => self.exports.define(CONSTRUCTOR, Self::arity(member)),
            "method_declaration" => {
                self.exports.define(field_text(member, "name", self.text), Self::arity(member));
            }
            "field_declaration" | "constant_declaration" => {
                for declarator in children_in(member, "declarator") {
                    // A field and a method may share a name: a call means the method.
                    let name = field_text(declarator, "name", self.text);
                    if self.exports.arities(name).is_empty() {
                        self.exports.define(name, None);
                    }
                }
            }
            _ => {
                if let Some(name) = member.child_by_field_name("name") {
                    self.exports.define(text_of(name, self.text), None);
                }
            }
        }
    }

    fn is_annotated(&self, declaration: Node) -> bool {
        let all = children(declaration);
        let modifiers = all.iter().find(|it| it.kind() == "modifiers");
        modifiers.is_some_and(|it| {
            children(*it).iter().filter(|it| it.kind().contains("annotation")).any(|annotation| {
                !HARMLESS_ANNOTATIONS.contains(&field_text(*annotation, "name", self.text))
            })
        })
    }

    fn arity(declaration: Node) -> Option<Arity> {
        let (mut least, mut is_limited) = (0, true);
        for parameter in children(declaration.child_by_field_name("parameters")?) {
            match parameter.kind() {
                "receiver_parameter" => {}
                "spread_parameter" => is_limited = false,
                _ => least += 1,
            }
        }
        Some(Arity { least, most: is_limited.then_some(least) })
    }

    fn collect_names(&mut self, node: Node, path: &[Node]) {
        match node.kind() {
            "package_declaration" => {
                self.package = children(node).last().map_or("", |it| text_of(*it, self.text));
            }
            "import_declaration" => self.import(node),
            "type_parameter" => {
                for name in children(node) {
                    self.bindings.bind(text_of(name, self.text));
                }
            }
            kind if TYPES.contains(&kind) => {
                self.bindings.bind(field_text(node, "name", self.text));
            }
            "variable_declarator"
            | "formal_parameter"
            | "catch_formal_parameter"
            | "resource"
            | "enhanced_for_statement"
            | "enum_constant" => {
                self.bindings.bind(field_text(node, "name", self.text));
            }
            "identifier" => {
                // The parameters of a lambda without types.
                let is_parameter = path.last().is_some_and(|it| {
                    it.kind() == "inferred_parameters" || is_field(*it, "parameters", node)
                });
                if is_parameter {
                    self.bindings.bind(text_of(node, self.text));
                }
            }
            _ => {}
        }
    }

    fn import(&mut self, declaration: Node) {
        let text = text_of(declaration, self.text);
        let parts = children(declaration);
        let is_static = text.trim_start_matches("import").trim_start().starts_with("static ");
        let Some(name) = parts.first().map(|it| text_of(*it, self.text)) else { return };
        if parts.iter().any(|it| it.kind() == "asterisk") {
            return;
        }
        let Some((owner, last)) = name.rsplit_once('.') else { return };
        if is_static {
            self.uses.push(Use::at(self.text, declaration, UseKind::Import, owner, last));
        } else {
            self.bindings.import(last, Target::Module(name.to_string()));
        }
    }

    fn collect_uses(&mut self, node: Node, _: &[Node]) {
        let (owner, name) = match node.kind() {
            "method_invocation" => ("object", field_text(node, "name", self.text)),
            "field_access" => ("object", field_text(node, "field", self.text)),
            "object_creation_expression" => ("type", CONSTRUCTOR),
            _ => return,
        };
        let Some(owner) = node.child_by_field_name(owner) else { return };
        let is_outer = node.kind() == "object_creation_expression"
            && self.text.get(node.start_byte()..).is_some_and(|it| !it.starts_with("new"));
        if !matches!(owner.kind(), "identifier" | "type_identifier") || is_outer || name == "this" {
            return;
        }
        let Some(module) = self.type_named(text_of(owner, self.text)) else { return };
        let arguments = node.child_by_field_name("arguments").map(|it| children(it).len());
        let used = Use::at(self.text, node, UseKind::Member, &module, name);
        self.uses.push(used.with_arguments(arguments));
    }

    /// The type that a name means: an imported one, or one of the same package.
    fn type_named(&self, name: &str) -> Option<String> {
        match self.bindings.target(name) {
            Some(Target::Module(module)) => Some(module.clone()),
            _ if self.bindings.contains(name) || !name.starts_with(char::is_uppercase) => None,
            _ if self.package.is_empty() => Some(name.to_string()),
            _ => Some(format!("{}.{name}", self.package)),
        }
    }
}
