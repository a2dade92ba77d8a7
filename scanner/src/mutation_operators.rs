//! The operators of mutation testing: which token or node becomes what.

use tree_sitter::Node;

/// A replacement of a piece of text.
pub(crate) struct Edit {
    /// Where the replaced text begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// What replaces it.
    pub to: String,
    /// What kind of fault it is.
    pub operator: &'static str,
}

/// How a family of languages writes what operators need.
pub(crate) struct Dialect {
    /// The value of a return that returns nothing of use; empty: types forbid to guess one.
    nothing: &'static str,
    /// A statement that does nothing.
    empty: &'static str,
}

/// Token by token: what it becomes, and what that is called.
const TOKENS: &[(&str, &str, &str)] = &[
    ("<", "<=", "boundary"),
    ("<=", "<", "boundary"),
    (">", ">=", "boundary"),
    (">=", ">", "boundary"),
    ("==", "!=", "negation"),
    ("!=", "==", "negation"),
    ("===", "!==", "negation"),
    ("!==", "===", "negation"),
    ("~=", "==", "negation"),
    ("-eq", "-ne", "negation"),
    ("-ne", "-eq", "negation"),
    ("-lt", "-le", "boundary"),
    ("-gt", "-ge", "boundary"),
    ("-le", "-lt", "boundary"),
    ("-ge", "-gt", "boundary"),
    ("in", "not in", "negation"),
    ("and", "or", "condition"),
    ("or", "and", "condition"),
    ("&&", "||", "condition"),
    ("||", "&&", "condition"),
    ("+", "-", "arithmetic"),
    ("-", "+", "arithmetic"),
    ("*", "+", "arithmetic"),
    ("%", "*", "arithmetic"),
];

pub(crate) fn dialect(language: &str) -> Dialect {
    match language {
        "python" => Dialect { nothing: "None", empty: "pass" },
        "javascript" | "jsx" => Dialect { nothing: "undefined", empty: ";" },
        "ruby" | "lua" => Dialect { nothing: "nil", empty: "" },
        "php" => Dialect { nothing: "null", empty: ";" },
        "bash" | "shell" => Dialect { nothing: "", empty: ":" },
        _ => Dialect { nothing: "", empty: ";" },
    }
}

/// Imports, types, annotations and documentation are not behaviour.
pub(crate) fn is_behaviour(node: Node) -> bool {
    let kind = node.kind();
    let aside = kind.contains("import")
        || kind.contains("comment")
        || kind.contains("annotation")
        || kind.contains("decorator")
        || kind.contains("attribute_item")
        || kind.contains("type_arguments")
        || kind.contains("type_parameters")
        || kind.contains("generic")
        || kind == "package_clause"
        || kind == "use_declaration"
        || kind.starts_with("preproc_");
    !aside
}

pub(crate) fn candidates(node: Node, text: &str, dialect: &Dialect, found: &mut Vec<Edit>) {
    let piece = text.get(node.byte_range()).unwrap_or_default();
    let mut add = |range: std::ops::Range<usize>, to: String, operator| {
        found.push(Edit { start: range.start, end: range.end, to, operator });
    };
    if node.child_count() == 0 && is_operator(node) && !joins_texts(node) {
        if let Some((_, to, operator)) = TOKENS.iter().find(|(from, ..)| *from == piece) {
            add(node.byte_range(), (*to).to_string(), operator);
        }
    }
    match node.kind() {
        kind if is_number(kind) => {
            if let Some(next) = next_number(piece) {
                add(node.byte_range(), next, "constant");
            }
        }
        "true" | "false" | "True" | "False" | "boolean_literal" => {
            if let Some(other) = opposite(piece) {
                add(node.byte_range(), other.to_string(), "constant");
            }
        }
        "not_operator" | "unary_expression" | "unary" | "prefix_unary_expression" => {
            let bare = piece.strip_prefix("not ").or_else(|| piece.strip_prefix('!'));
            if let Some(bare) = bare {
                add(node.byte_range(), bare.trim_start().to_string(), "negation");
            }
        }
        "expression_statement" if is_call(node) => {
            add(node.byte_range(), dialect.empty.to_string(), "deleted call");
        }
        "return_statement" | "return" if !dialect.nothing.is_empty() => {
            if let Some(value) = node.named_child(0) {
                add(value.byte_range(), dialect.nothing.to_string(), "default return");
            }
        }
        "argument_list" | "arguments" if !dialect.nothing.is_empty() => {
            if let Some((range, swapped)) = swapped(node, text) {
                add(range, swapped, "swapped arguments");
            }
        }
        "string_content" | "string_fragment" | "interpreted_string_literal_content"
            if is_data(node) =>
        {
            add(node.byte_range(), format!("{piece}x"), "text");
        }
        _ => {}
    }
}

/// An operator of an expression; the same signs also bound generics and mark pointers.
fn is_operator(node: Node) -> bool {
    node.parent().is_some_and(|parent| {
        let kind = parent.kind();
        ["binary", "comparison", "boolean_operator", "relational", "test_operator"]
            .iter()
            .any(|part| kind.contains(part))
    }) || node.kind() == "test_operator"
}

/// Whether this is a sign between texts: any other sign there is an error that no test has to
/// notice.
fn joins_texts(node: Node) -> bool {
    let is_text =
        |child: Node| ["string", "template"].iter().any(|part| child.kind().contains(part));
    node.kind() == "+"
        && node
            .parent()
            .is_some_and(|parent| parent.named_children(&mut parent.walk()).any(is_text))
}

fn is_number(kind: &str) -> bool {
    matches!(
        kind,
        "integer"
            | "float"
            | "number"
            | "integer_literal"
            | "float_literal"
            | "int_literal"
            | "number_literal"
            | "numeric_literal"
            | "decimal_integer_literal"
            | "decimal_floating_point_literal"
            | "real_literal"
    )
}

fn next_number(piece: &str) -> Option<String> {
    let plain = piece.replace('_', "");
    if let Ok(number) = plain.parse::<i64>() {
        return number.checked_add(1).map(|next| next.to_string());
    }
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then(|| format!("{:.4}", number + 1.5))
}

fn opposite(piece: &str) -> Option<&'static str> {
    Some(match piece {
        "true" => "false",
        "false" => "true",
        "True" => "False",
        "False" => "True",
        _ => return None,
    })
}

fn is_call(statement: Node) -> bool {
    statement.named_child_count() == 1
        && statement.named_child(0).is_some_and(|child| {
            let kind = child.kind();
            kind.contains("call") || kind.contains("invocation") || kind == "command"
        })
}

/// The first two arguments the other way round, where both are plain names.
fn swapped(list: Node, text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let (first, second) = (list.named_child(0)?, list.named_child(1)?);
    if first.kind() != "identifier" || second.kind() != "identifier" {
        return None;
    }
    let between = text.get(first.end_byte()..second.start_byte())?;
    let (one, other) = (text.get(first.byte_range())?, text.get(second.byte_range())?);
    (one != other)
        .then(|| (first.start_byte()..second.end_byte(), format!("{other}{between}{one}")))
}

/// A string that is a value, not documentation on a line of its own.
fn is_data(content: Node) -> bool {
    let holder = content.parent().and_then(|string| string.parent());
    holder.is_some_and(|holder| holder.kind() != "expression_statement")
}
