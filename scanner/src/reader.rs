//! Second readers: parsers that know a language to the letter. They are asked where the grammar
//! finds no fault, since a grammar made for editors takes more than the language does.
//!
//! They recurse: only texts nested less than [`crate::limits::MAX_DEPTH`] come here.

use crate::problem::Problem;
use oxc_allocator::Allocator;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

/// Tells the first fault of a text; the path may say which dialect it is.
pub(crate) type Reader = fn(path: &str, text: &str) -> Option<Problem>;

/// JavaScript and TypeScript, by `oxc`.
pub(crate) fn script(path: &str, text: &str) -> Option<Problem> {
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
pub(crate) fn rust(_: &str, text: &str) -> Option<Problem> {
    let fault = syn::parse_file(text).err()?;
    let start = fault.span().start();
    let column = start.column + 1;
    Some(Problem { line: start.line, column, message: fault.to_string(), ..Problem::default() })
}

/// JSON, by `serde_json`.
pub(crate) fn json(_: &str, text: &str) -> Option<Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let fault = serde_json::from_str::<serde::de::IgnoredAny>(text).err()?;
    let said = fault.to_string();
    let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
    let (line, column) = (fault.line().max(1), fault.column().max(1));
    Some(Problem { line, column, message: message.to_string(), ..Problem::default() })
}

/// TOML, by `toml`.
pub(crate) fn toml(_: &str, text: &str) -> Option<Problem> {
    let fault = text.parse::<toml::Table>().err()?;
    let at = fault.span().map_or(0, |span| span.start);
    Some(Problem::at(text, at, fault.message().replace('\n', ", ")))
}
