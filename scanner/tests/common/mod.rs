//! Helpers that several test programs share.
#![allow(dead_code)] // no program uses all of them

use atelier_scanner::{analyze, Deadline, SyntaxAnalysis};
use std::path::Path;

pub fn analysis(path: &str, text: &str) -> SyntaxAnalysis {
    analyze(path, text, Deadline::in_ms(10_000)).expect("within the limits")
}

/// The names and texts of the files in `tests/samples`, sorted.
pub fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("a folder of samples")
        .map(|entry| entry.expect("a sample").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect();
    samples.sort();
    samples
}

/// A piece that is repeated, with distinct comments between, since repetitive texts are rejected.
pub fn deeply_nested(piece: &str) -> String {
    let line = |number: usize| {
        let comment: String = (0..60).map(|n| (n * 7919 + number).to_string()).collect();
        format!("{}/*{comment}*/\n", piece.repeat(3_600 / piece.len()))
    };
    (0..15).map(line).collect()
}
