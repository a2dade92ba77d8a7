//! What the tree tells beyond errors: comments, strings and code; names declared; imports.

use crate::language::Language;
use crate::limits::Deadline;
use crate::place::Place;
use crate::problem::position;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;
use tree_sitter::{Query, QueryCursor, QueryCursorOptions, StreamingIterator, Tree};

/// The most names that are told of one file.
const MAX_NAMES: usize = 2_000;

/// The most that is remembered while a query runs.
const MAX_MATCHES: u32 = 4_096;

/// A name as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// What it is called.
    pub name: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

impl Name {
    /// A piece of a text, without the quotes and angles around it.
    fn at(text: &str, at: usize, piece: &str) -> Self {
        let (line, column) = position(text, at);
        let bare = piece.trim_matches(['"', '\'', '`', '<', '>']);
        Self { name: bare.to_string(), line, column }
    }
}

/// Something that a text takes from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// What it is called there.
    #[serde(flatten)]
    pub name: Name,
    /// Whether the text minds that it may be missing.
    pub optional: bool,
}

/// What the queries of a language found in a tree.
#[derive(Default)]
pub(crate) struct Outline {
    pub declared: Vec<Name>,
    pub imported: Vec<Import>,
    /// Comments, strings and code within strings: from byte, to byte, what.
    pub spans: Vec<(usize, usize, Place)>,
    /// Fences of Markdown: their language, from byte, to byte.
    pub fences: Vec<(String, usize, usize)>,
}

impl Outline {
    /// Runs the queries; at the deadline it is left as it is.
    pub fn of(language: &Language, text: &str, tree: &Tree, deadline: Deadline) -> Self {
        let query = language.query();
        let mut outline = Self::default();
        let mut seen = HashSet::new();
        let mut imports = Vec::new();
        let mut guarded = Vec::new();
        let mut cursor = QueryCursor::new();
        cursor.set_match_limit(MAX_MATCHES);
        let mut flow = |_: &_| deadline.flow();
        let options = QueryCursorOptions::new().progress_callback(&mut flow);
        let mut matches =
            cursor.matches_with_options(query, tree.root_node(), text.as_bytes(), options);
        while let Some(found) = matches.next() {
            let mut fence = String::new();
            for capture in found.captures {
                let range = capture.node.byte_range();
                if !seen.insert((capture.index, range.start, range.end)) {
                    continue;
                }
                let piece = text.get(range.clone()).unwrap_or_default();
                match name_of(query, capture.index) {
                    "comment" => outline.spans.push((range.start, range.end, Place::Comment)),
                    "string" => outline.spans.push((range.start, range.end, Place::String)),
                    "code" => outline.spans.push((range.start, range.end, Place::Code)),
                    "declared" if outline.declared.len() < MAX_NAMES => {
                        outline.declared.push(Name::at(text, range.start, piece));
                    }
                    "imported" if imports.len() < MAX_NAMES => {
                        imports.push((range.start, Name::at(text, range.start, piece)));
                    }
                    "guarded" => guarded.push(range),
                    "_language" => fence = piece.to_string(),
                    "fence" => {
                        outline.fences.push((std::mem::take(&mut fence), range.start, range.end));
                    }
                    _ => {}
                }
            }
        }
        let guarded = outermost(guarded);
        outline.imported = imports
            .into_iter()
            .map(|(at, name)| Import { name, optional: is_within(at, &guarded) })
            .collect();
        outline
    }
}

/// Of ranges that lie within each other or apart, those within no other, in order.
fn outermost(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|one| (one.start, Reverse(one.end)));
    let mut end = 0;
    ranges.retain(|one| {
        let apart = one.start >= end;
        end = end.max(one.end);
        apart
    });
    ranges
}

fn is_within(at: usize, ranges: &[Range<usize>]) -> bool {
    let before = ranges.partition_point(|one| one.start <= at);
    before > 0 && at < ranges[before - 1].end
}

fn name_of(query: &Query, index: u32) -> &str {
    query.capture_names()[index as usize]
}
