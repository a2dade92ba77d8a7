//! The first use of each language in a process, which compiles its queries.

use atelier_scanner::{analyze, Deadline};
use atelier_scanner_bench::{generate, paths, LINES};
use divan::Bencher;

fn main() {
    divan::main();
}

#[divan::bench(args = paths(), sample_count = 1, sample_size = 1)]
fn first_use(bencher: Bencher, path: &str) {
    let text = generate(path, LINES);
    bencher.bench_local(|| analyze(path, &text, Deadline::in_ms(5_000)));
}
