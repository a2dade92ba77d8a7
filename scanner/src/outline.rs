//! The outline of a file, by the queries of its language: its regions, the names it declares, its
//! imports and its code blocks.

use crate::language::Language;
use crate::limits::Deadline;
use crate::position::line_and_column;
use crate::region::Region;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;
use tree_sitter::{Query, QueryCursor, QueryCursorOptions, StreamingIterator, Tree};

/// The most names, and the most imports, that are reported of one file.
const MAX_SYMBOLS: usize = 2_000;

/// The most partial matches that a query keeps at a time.
const MAX_PARTIAL_MATCHES: u32 = 4_096;

/// A name in a text; the fields have the names of the JSON that the JVM reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Symbol {
    /// The name, without quotes.
    pub name: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Symbol {
    /// The symbol in a range of a text, without the quotes or angle brackets around it.
    fn in_range(text: &str, range: &Range<usize>) -> Self {
        let (line, column) = line_and_column(text, range.start);
        let quoted = text.get(range.clone()).unwrap_or_default();
        let name = quoted.trim_matches(['"', '\'', '`', '<', '>']).to_string();
        Self { name, line, column }
    }
}

/// An import of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// The imported module or file, as the text names it.
    #[serde(flatten)]
    pub symbol: Symbol,
    /// Whether the text handles its absence.
    pub optional: bool,
}

/// A fenced code block of Markdown.
pub(crate) struct CodeBlock {
    /// The language of its info string; empty if there is none.
    pub language: String,
    /// The bytes of its content.
    pub range: Range<usize>,
}

/// The results of a language's queries on a tree.
#[derive(Default)]
pub(crate) struct Outline {
    pub declared: Vec<Symbol>,
    pub imported: Vec<Import>,
    /// Comments, strings, and code within strings.
    pub regions: Vec<(Range<usize>, Region)>,
    pub code_blocks: Vec<CodeBlock>,
}

impl Outline {
    /// Runs the queries; at the deadline the outline stays incomplete.
    pub fn of(language: &Language, text: &str, tree: &Tree, deadline: Deadline) -> Self {
        let query = language.query();
        let mut outline = Self::default();
        let mut seen = HashSet::new();
        let mut imports = Vec::new();
        let mut guarded = Vec::new();
        let mut cursor = QueryCursor::new();
        cursor.set_match_limit(MAX_PARTIAL_MATCHES);
        let mut progress = |_: &_| deadline.control_flow();
        let options = QueryCursorOptions::new().progress_callback(&mut progress);
        let mut matches =
            cursor.matches_with_options(query, tree.root_node(), text.as_bytes(), options);
        while let Some(matched) = matches.next() {
            let mut block_language = String::new();
            for capture in matched.captures {
                let range = capture.node.byte_range();
                if !seen.insert((capture.index, range.start, range.end)) {
                    continue;
                }
                match capture_name(query, capture.index) {
                    "comment" => outline.regions.push((range, Region::Comment)),
                    "string" => outline.regions.push((range, Region::String)),
                    "code" => outline.regions.push((range, Region::Code)),
                    "declared" if outline.declared.len() < MAX_SYMBOLS => {
                        outline.declared.push(Symbol::in_range(text, &range));
                    }
                    "imported" if imports.len() < MAX_SYMBOLS => {
                        imports.push((range.start, Symbol::in_range(text, &range)));
                    }
                    "guarded" => guarded.push(range),
                    "_language" => {
                        block_language = text.get(range).unwrap_or_default().to_string();
                    }
                    "code_block" => {
                        let language = std::mem::take(&mut block_language);
                        outline.code_blocks.push(CodeBlock { language, range });
                    }
                    _ => {}
                }
            }
        }
        let guarded = outermost(guarded);
        outline.imported = imports
            .into_iter()
            .map(|(at, symbol)| Import { symbol, optional: is_within(at, &guarded) })
            .collect();
        outline
    }
}

/// Removes the ranges that are nested in others, and sorts the rest. Ranges do not overlap
/// otherwise.
fn outermost(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, Reverse(range.end)));
    let mut end = 0;
    ranges.retain(|range| {
        let is_outermost = range.start >= end;
        end = end.max(range.end);
        is_outermost
    });
    ranges
}

/// Whether a byte is in one of the sorted, disjoint ranges.
fn is_within(at: usize, ranges: &[Range<usize>]) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    before > 0 && at < ranges[before - 1].end
}

fn capture_name(query: &Query, index: u32) -> &str {
    query.capture_names()[index as usize]
}
