//! Second readers: parsers that know a language to the letter. They are asked where the grammar
//! finds no fault, since a grammar made for editors takes more than the language does.
//!
//! They recurse: only texts nested less than [`crate::limits::MAX_DEPTH`] come here.

use crate::dockerfile;
use crate::problem::{quoted, Problem};
use brush_parser::ParseError;
use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

/// A parser of one language.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// Tells the first fault of a text; the path may say which dialect it is.
    pub fault: fn(path: &str, text: &str) -> Option<Problem>,
    /// Whether it can be given a text.
    pub takes: fn(text: &str) -> bool,
}

impl Reader {
    const fn of_all(fault: fn(&str, &str) -> Option<Problem>) -> Self {
        Self { fault, takes: |_| true }
    }
}

pub(crate) const SCRIPT: Reader = Reader::of_all(script);
pub(crate) const RUST: Reader = Reader::of_all(rust);
pub(crate) const JSON: Reader = Reader::of_all(json);
pub(crate) const DOCKER: Reader = Reader::of_all(dockerfile::fault);
pub(crate) const TOML: Reader = Reader::of_all(toml);
pub(crate) const SHELL: Reader = Reader { fault: shell, takes: is_flat };

/// Parentheses and cases within each other of which brush tries every reading when one is left
/// open: each doubles the time.
const MAX_OPEN: usize = 8;

/// JavaScript and TypeScript, by `oxc`.
fn script(path: &str, text: &str) -> Option<Problem> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let source = SourceType::from_path(path).unwrap_or_else(|_| SourceType::mjs().with_jsx(true));
    match ending {
        "mjs" | "mts" | "ts" | "tsx" | "cts" => scripted(text, source),
        "cjs" => scripted(text, SourceType::cjs()),
        // Whether a plain .js file is a module stands in another file: either will do.
        _ => {
            let module = scripted(text, SourceType::mjs().with_jsx(true))?;
            let script = scripted(text, SourceType::cjs().with_jsx(true))?;
            Some(if text.contains("import ") || text.contains("export ") { module } else { script })
        }
    }
}

fn scripted(text: &str, source: SourceType) -> Option<Problem> {
    let allocator = Allocator::default();
    let options = ParseOptions {
        parse_regular_expression: true,
        allow_return_outside_function: source.is_script(),
        ..ParseOptions::default()
    };
    let read = Parser::new(&allocator, text, source).with_options(options).parse();
    let errors = if read.errors.is_empty() {
        SemanticBuilder::new().with_check_syntax_error(true).build(&read.program).errors
    } else {
        read.errors
    };
    let first = errors.first()?;
    let label = first.labels.as_ref().and_then(|all| all.first());
    let at = label.map_or(0, oxc_diagnostics::LabeledSpan::offset);
    let help = first.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    Some(Problem::at(text, at, format!("{}{help}", first.message)))
}

/// Rust, by `syn`.
fn rust(_: &str, text: &str) -> Option<Problem> {
    let fault = syn::parse_file(text).err()?;
    let start = fault.span().start();
    let column = start.column + 1;
    Some(Problem { line: start.line, column, message: fault.to_string(), ..Problem::default() })
}

/// JSON, by `serde_json`.
fn json(_: &str, text: &str) -> Option<Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let fault = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    let said = fault.to_string();
    let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
    let (line, column) = (fault.line().max(1), fault.column().max(1));
    Some(Problem { line, column, message: message.to_string(), ..Problem::default() })
}

/// TOML, by `toml`.
fn toml(_: &str, text: &str) -> Option<Problem> {
    let fault = text.parse::<toml::Table>().err()?;
    let at = fault.span().map_or(0, |span| span.start);
    Some(Problem::at(text, at, fault.message().replace('\n', ", ")))
}

/// Shell, by `brush`.
fn shell(_: &str, text: &str) -> Option<Problem> {
    let options = brush_parser::ParserOptions::default();
    let source = brush_parser::SourceInfo::default();
    let fault =
        brush_parser::Parser::new(text.as_bytes(), &options, &source).parse_program().err()?;
    Some(match fault {
        ParseError::ParsingNearToken(token) => {
            let start = &token.location().start;
            let message = format!("{} is not expected here", quoted(token.to_str()));
            Problem { found: quoted(token.to_str()), ..placed(start.line, start.column, message) }
        }
        ParseError::Tokenizing { inner, position: Some(at) } => {
            placed(at.line, at.column, inner.to_string())
        }
        ParseError::Tokenizing { inner, position: None } => {
            Problem::at(text, text.trim_end().len(), inner.to_string())
        }
        ParseError::ParsingAtEndOfInput => {
            let message = "the text ends too early: something that was begun is not ended";
            Problem::at(text, text.trim_end().len(), message.to_string())
        }
    })
}

fn placed(line: i32, column: i32, message: String) -> Problem {
    let counted = |number: i32| usize::try_from(number).unwrap_or(1).max(1);
    Problem { line: counted(line), column: counted(column), message, ..Problem::default() }
}

/// Whether few parentheses and cases are open at once, as far as can be told without reading.
fn is_flat(text: &str) -> bool {
    let (mut parentheses, mut cases): (usize, usize) = (0, 0);
    text.split_inclusive(|next: char| !next.is_ascii_alphanumeric() && next != '_').all(|piece| {
        if piece.starts_with("case") && piece.len() <= 5 {
            cases += 1;
        } else if piece.starts_with("esac") && piece.len() <= 5 {
            cases = cases.saturating_sub(1);
        }
        // The pattern of a case ends with one that was not begun.
        if piece.ends_with('(') {
            parentheses += 1;
        } else if piece.ends_with(')') {
            parentheses = parentheses.saturating_sub(1);
        }
        parentheses + cases <= MAX_OPEN
    })
}
