//! The first use of each language in a process: its queries are compiled.

use atelier_scanner::{check, Deadline};
use atelier_scanner_bench::{paths, text, LINES};
use divan::Bencher;

fn main() {
    divan::main();
}

#[divan::bench(args = paths(), sample_count = 1, sample_size = 1)]
fn first_use(bencher: Bencher, path: &str) {
    let text = text(path, LINES);
    bencher.bench_local(|| check(path, &text, Deadline::in_ms(5_000)));
}
