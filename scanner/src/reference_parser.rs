//! Reference parsers: complete parsers of a language, whose verdict overrides that of the
//! tree-sitter grammar, since a grammar made for editors accepts more than the language does.
//!
//! They recurse, so they are only given texts nested less than [`crate::limits::MAX_DEPTH`].

use crate::dockerfile;
use crate::syntax_error::{quote, SyntaxError};
use brush_parser::ParseError;
use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

/// A complete parser of one language.
#[derive(Clone, Copy)]
pub(crate) struct ReferenceParser {
    /// Returns the first syntax error of a text; the path may determine the dialect.
    pub first_error: fn(path: &str, text: &str) -> Option<SyntaxError>,
    /// Whether it can parse a text in reasonable time.
    pub can_parse: fn(text: &str) -> bool,
}

impl ReferenceParser {
    const fn of_any_text(first_error: fn(&str, &str) -> Option<SyntaxError>) -> Self {
        Self { first_error, can_parse: |_| true }
    }
}

pub(crate) const JAVASCRIPT: ReferenceParser = ReferenceParser::of_any_text(javascript_error);
pub(crate) const RUST: ReferenceParser = ReferenceParser::of_any_text(rust_error);
pub(crate) const JSON: ReferenceParser = ReferenceParser::of_any_text(json_error);
pub(crate) const DOCKER: ReferenceParser = ReferenceParser::of_any_text(dockerfile::first_error);
pub(crate) const TOML: ReferenceParser = ReferenceParser::of_any_text(toml_error);
pub(crate) const SHELL: ReferenceParser =
    ReferenceParser { first_error: shell_error, can_parse: has_shallow_nesting };

/// The nesting of parentheses and `case` that brush is given: it backtracks, so each one that is
/// left open doubles the time.
const MAX_SHELL_NESTING: usize = 8;

/// JavaScript and TypeScript, by `oxc`.
fn javascript_error(path: &str, text: &str) -> Option<SyntaxError> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let source = SourceType::from_path(path).unwrap_or_else(|_| SourceType::mjs().with_jsx(true));
    match extension {
        "mjs" | "mts" | "ts" | "tsx" | "cts" => oxc_error(text, source),
        "cjs" => oxc_error(text, SourceType::cjs()),
        // Another file determines whether a .js file is a module: it need only parse as one of
        // them.
        _ => {
            let module = oxc_error(text, SourceType::mjs().with_jsx(true))?;
            let script = oxc_error(text, SourceType::cjs().with_jsx(true))?;
            Some(if text.contains("import ") || text.contains("export ") { module } else { script })
        }
    }
}

fn oxc_error(text: &str, source: SourceType) -> Option<SyntaxError> {
    let allocator = Allocator::default();
    let options = ParseOptions {
        parse_regular_expression: true,
        allow_return_outside_function: source.is_script(),
        ..ParseOptions::default()
    };
    let parsed = Parser::new(&allocator, text, source).with_options(options).parse();
    let errors = if parsed.errors.is_empty() {
        SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program).errors
    } else {
        parsed.errors
    };
    let first = errors.first()?;
    let label = first.labels.as_ref().and_then(|labels| labels.first());
    let at = label.map_or(0, oxc_diagnostics::LabeledSpan::offset);
    let help = first.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    Some(SyntaxError::at(text, at, format!("{}{help}", first.message)))
}

/// Rust, by `syn`.
fn rust_error(_: &str, text: &str) -> Option<SyntaxError> {
    let error = syn::parse_file(text).err()?;
    let start = error.span().start();
    Some(SyntaxError::at_line(start.line, start.column + 1, error.to_string()))
}

/// JSON, by `serde_json`.
fn json_error(_: &str, text: &str) -> Option<SyntaxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    Some(SyntaxError::at_line(error.line().max(1), error.column().max(1), message))
}

/// TOML, by `toml`.
fn toml_error(_: &str, text: &str) -> Option<SyntaxError> {
    let error = text.parse::<toml::Table>().err()?;
    let at = error.span().map_or(0, |span| span.start);
    Some(SyntaxError::at(text, at, error.message().replace('\n', ", ")))
}

/// Shell, by `brush`.
fn shell_error(_: &str, text: &str) -> Option<SyntaxError> {
    let options = brush_parser::ParserOptions::default();
    let source = brush_parser::SourceInfo::default();
    let error =
        brush_parser::Parser::new(text.as_bytes(), &options, &source).parse_program().err()?;
    Some(match error {
        ParseError::ParsingNearToken(token) => {
            let start = &token.location().start;
            let found = quote(token.to_str());
            let message = format!("unexpected {found}");
            SyntaxError { found, ..at_brush_position(start.line, start.column, message) }
        }
        ParseError::Tokenizing { inner, position: Some(at) } => {
            at_brush_position(at.line, at.column, inner.to_string())
        }
        ParseError::Tokenizing { inner, position: None } => {
            SyntaxError::at(text, text.trim_end().len(), inner.to_string())
        }
        ParseError::ParsingAtEndOfInput => {
            let message = "unexpected end of the file: a construct is not closed";
            SyntaxError::at(text, text.trim_end().len(), message.to_string())
        }
    })
}

fn at_brush_position(line: i32, column: i32, message: String) -> SyntaxError {
    let at_least_one = |number: i32| usize::try_from(number).unwrap_or(1).max(1);
    SyntaxError::at_line(at_least_one(line), at_least_one(column), message)
}

/// Whether parentheses and `case` nest at most [`MAX_SHELL_NESTING`] deep, by a rough count.
fn has_shallow_nesting(text: &str) -> bool {
    let (mut parentheses, mut cases): (usize, usize) = (0, 0);
    text.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '_').all(|piece| {
        if piece.starts_with("case") && piece.len() <= 5 {
            cases += 1;
        } else if piece.starts_with("esac") && piece.len() <= 5 {
            cases = cases.saturating_sub(1);
        }
        // The pattern of a case ends with a parenthesis that has no partner.
        if piece.ends_with('(') {
            parentheses += 1;
        } else if piece.ends_with(')') {
            parentheses = parentheses.saturating_sub(1);
        }
        parentheses + cases <= MAX_SHELL_NESTING
    })
}
