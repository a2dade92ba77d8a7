//! The cost of a call after the first, once all queries are compiled.

use atelier_scanner::{analyze, regions, scan, syntax_errors, Deadline, RuleSet};
use atelier_scanner_bench::{generate, paths, LINES};
use divan::Bencher;

const DEFAULT_RULES: &str = include_str!("../../conf/rules.toml");

/// The number of lines of about a megabyte.
const MEGABYTE_LINES: usize = 31_000;

fn main() {
    divan::main();
}

/// Only syntax errors.
#[divan::bench(args = paths())]
fn syntax_errors_of_300_lines(bencher: Bencher, path: &str) {
    let text = generate(path, LINES);
    assert_eq!(syntax_errors(path, &text, Deadline::in_ms(5_000)), Ok(Vec::new()), "{path}");
    bencher.bench_local(|| syntax_errors(path, &text, Deadline::in_ms(5_000)));
}

/// Syntax errors, declarations and imports.
#[divan::bench(args = paths())]
fn analyze_300_lines(bencher: Bencher, path: &str) {
    let text = generate(path, LINES);
    let analysis = analyze(path, &text, Deadline::in_ms(5_000)).expect("within the limits");
    assert_eq!(analysis.problems, [], "{path}");
    bencher.bench_local(|| analyze(path, &text, Deadline::in_ms(5_000)));
}

/// The same with a bracket left out, so that errors are reported.
#[divan::bench(args = paths())]
fn analyze_300_broken_lines(bencher: Bencher, path: &str) {
    let mut text = generate(path, LINES);
    let bracket = text[text.len() / 2..].find(')').expect("a bracket") + text.len() / 2;
    text.remove(bracket);
    let analysis = analyze(path, &text, Deadline::in_ms(5_000)).expect("within the limits");
    assert_ne!(analysis.problems, [], "{path}");
    bencher.bench_local(|| analyze(path, &text, Deadline::in_ms(5_000)));
}

/// Only the grammar and the queries: no errors, no reference parser.
#[divan::bench(args = paths())]
fn regions_of_300_lines(bencher: Bencher, path: &str) {
    let text = generate(path, LINES);
    bencher.bench_local(|| regions(path, &text, Deadline::in_ms(5_000)));
}

/// All rules on a text without findings.
#[divan::bench]
fn rules_on_a_clean_megabyte(bencher: Bencher) {
    let rules = RuleSet::parse(DEFAULT_RULES).expect("valid rules");
    let text = generate("shop.py", MEGABYTE_LINES);
    assert_eq!(scan(&rules, "shop.py", &text, Deadline::in_ms(5_000)), Ok(Vec::new()));
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench_local(|| scan(&rules, "shop.py", &text, Deadline::in_ms(5_000)));
}

/// Reads and compiles the default rules.
#[divan::bench]
fn parse_rules() -> Result<RuleSet, String> {
    RuleSet::parse(DEFAULT_RULES)
}
