//! What a call costs once everything is warm.

use atelier_scanner::{check, faults, places, scan, Deadline, Rules};
use atelier_scanner_bench::{paths, text, LINES};
use divan::Bencher;

const SHIPPED: &str = include_str!("../../conf/rules.toml");

/// Lines of about a megabyte.
const MANY_LINES: usize = 31_000;

fn main() {
    divan::main();
}

/// Errors alone.
#[divan::bench(args = paths())]
fn syntax_of_300_lines(bencher: Bencher, path: &str) {
    let text = text(path, LINES);
    assert_eq!(faults(path, &text, Deadline::in_ms(5_000)), Ok(Vec::new()), "{path}");
    bencher.bench_local(|| faults(path, &text, Deadline::in_ms(5_000)));
}

/// Errors, names and imports of a file as an agent hands it over.
#[divan::bench(args = paths())]
fn check_300_lines(bencher: Bencher, path: &str) {
    let text = text(path, LINES);
    let reading = check(path, &text, Deadline::in_ms(5_000)).expect("it is read");
    assert_eq!(reading.problems, [], "{path}");
    bencher.bench_local(|| check(path, &text, Deadline::in_ms(5_000)));
}

/// The same with a bracket left out: errors are told.
#[divan::bench(args = paths())]
fn check_300_broken_lines(bencher: Bencher, path: &str) {
    let mut text = text(path, LINES);
    let bracket = text[text.len() / 2..].find(')').expect("a bracket") + text.len() / 2;
    text.remove(bracket);
    let reading = check(path, &text, Deadline::in_ms(5_000)).expect("it is read");
    assert_ne!(reading.problems, [], "{path}");
    bencher.bench_local(|| check(path, &text, Deadline::in_ms(5_000)));
}

/// Only what the grammar and the queries cost: no look for errors, no second reader.
#[divan::bench(args = paths())]
fn outline_300_lines(bencher: Bencher, path: &str) {
    let text = text(path, LINES);
    bencher.bench_local(|| places(path, &text, Deadline::in_ms(5_000)));
}

/// All rules on text that none objects to.
#[divan::bench]
fn rules_on_a_clean_megabyte(bencher: Bencher) {
    let rules = Rules::read(SHIPPED).expect("rules");
    let text = text("shop.py", MANY_LINES);
    assert_eq!(scan(&rules, "shop.py", &text, Deadline::in_ms(5_000)), Ok(Vec::new()));
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench_local(|| scan(&rules, "shop.py", &text, Deadline::in_ms(5_000)));
}

/// The shipped rules, read and compiled.
#[divan::bench]
fn rules_are_read() -> Result<Rules, String> {
    Rules::read(SHIPPED)
}
