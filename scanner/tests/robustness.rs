//! No text may break the scanner: mutants of the samples of every language, and texts that are
//! nested deeply, repetitive or long. A failure prints its seed: `SCANNER_SEED=N` replays it,
//! `SCANNER_ROUNDS=N` runs more mutants, `SCANNER_KEEP=FILE` keeps the text that crashed the
//! process. `scripts/fuzz` searches further.

mod common;

use atelier_scanner::{analyze, scan, Deadline, LimitError, RuleSet, ALL};
use common::{deeply_nested, samples};
use std::time::Instant;

/// The time after which a call has failed: far more than its deadline, since the machine may be
/// busy.
const MAX_MS: u128 = 20_000;

/// A random number generator (xorshift) that is reproducible by its seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[allow(clippy::cast_possible_truncation)] // samples are short
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// A sample, changed by random cuts, copies and insertions.
fn mutant(samples: &[(String, String)], random: &mut Random) -> (String, String) {
    const FRAGMENTS: [&str; 24] = [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "`",
        "\\",
        "\n",
        "\t",
        "\0",
        "\u{feff}",
        "<<EOF\n",
        "/*",
        "*/",
        "//",
        "#{",
        "${",
        "<?php",
        "'''",
        "\"\"\"",
        "\u{1F600}",
    ];
    let (name, base) = &samples[random.below(samples.len())];
    let mut text = base.clone().into_bytes();
    for _ in 0..=random.below(8) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(30)).min(text.len());
        match random.below(6) {
            0 => drop(text.drain(at..end)),
            1 => {
                let repeated = text[at..end].repeat(1 + random.below(40));
                text.splice(at..at, repeated);
            }
            2 => {
                let other = samples[random.below(samples.len())].1.as_bytes();
                let other_start = random.below(other.len());
                let other_end = (other_start + random.below(200)).min(other.len());
                text.splice(at..end, other[other_start..other_end].iter().copied());
            }
            3 => drop(text.splice(at..at, FRAGMENTS[random.below(FRAGMENTS.len())].bytes())),
            4 => {
                let repeated =
                    FRAGMENTS[random.below(FRAGMENTS.len())].repeat(1 + random.below(400));
                text.splice(at..at, repeated.into_bytes());
            }
            _ => text.truncate(at),
        }
    }
    (name.clone(), String::from_utf8_lossy(&text).into_owned())
}

/// Analyses and scans a text; fails if that panics, returns an unexpected error or takes too long.
fn run(rules: &RuleSet, path: &str, text: &str, seed: u64) {
    // A crash of C code ends the process: the file then has the text that caused it.
    if let Ok(file) = std::env::var("SCANNER_KEEP") {
        std::fs::write(file, format!("{path}\n{text}")).expect("a writable file");
    }
    let started = Instant::now();
    for result in [
        analyze(path, text, Deadline::in_ms(1_000)).map(|analysis| analysis.problems.len()),
        scan(rules, path, text, Deadline::in_ms(1_000)).map(|findings| findings.len()),
    ] {
        let is_limited = matches!(result, Err(LimitError::TimedOut | LimitError::TooComplex));
        assert!(result.is_ok() || is_limited, "seed {seed}: {result:?}");
    }
    let ms = started.elapsed().as_millis();
    assert!(ms < MAX_MS, "seed {seed}: {path} took {ms} ms");
}

fn environment_number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

#[test]
fn mutants_do_not_break_the_scanner() {
    let rules = RuleSet::parse(include_str!("../../conf/rules.toml")).expect("valid rules");
    let samples = samples();
    let (first, rounds) = match environment_number("SCANNER_SEED") {
        Some(seed) => (seed, 1),
        None => (1, environment_number("SCANNER_ROUNDS").unwrap_or(3_000)),
    };
    for seed in first..first + rounds {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let (path, text) = mutant(&samples, &mut random);
        run(&rules, &path, &text, seed);
    }
}

#[test]
fn depth_and_length_do_not_break_the_scanner() {
    let rules = RuleSet::parse("").expect("no rules");
    for language in &ALL {
        let path = match (language.extensions.first(), language.file_names.first()) {
            (Some(extension), _) => format!("a.{extension}"),
            (None, name) => (*name.expect("an extension or a name")).to_string(),
        };
        for piece in
            ["(", "[", "{", "<a>", "\"", "- ", "!", "if x ", "a.b(", "x => ", "#[", "${", "<<A\n"]
        {
            for count in [100, 20_000] {
                run(&rules, &path, &piece.repeat(count), 0);
                run(&rules, &path, &format!("{}x{}", piece.repeat(count), ")".repeat(count)), 0);
            }
        }
        run(&rules, &path, &"a ".repeat(500_000), 0);
        // Deep without brackets, and short enough for a recursive parser.
        for piece in ["!", "-", "&", "x=>", "a?b:", "new ", "await ", "if(x)", "*", "a.", "else "] {
            let deep = deeply_nested(piece);
            run(&rules, &path, &format!("{deep})"), 0);
            if ["a.cjs", "a.rs", "a.cts", "a.tsx"].contains(&path.as_str()) {
                run(&rules, &path, &format!("x = {deep} y;"), 0);
                run(&rules, &path, &format!("fn x() {{ {deep} y }}"), 0);
            }
        }
        run(&rules, &path, &"<a>\n".repeat(50_000), 0);
    }
}

/// A parser that backtracks doubles its time with each construct that is not closed.
#[test]
fn unclosed_shell_is_parsed_in_time() {
    let rules = RuleSet::parse("").expect("no rules");
    for piece in
        ["case x in a) ", "( ", "((", "$(( ", "[[ ( ", "{ ", "if x; then ", "f() ( ", "<(a "]
    {
        for count in [10, 20, 300] {
            run(&rules, "a.sh", &format!("{}echo x\n", piece.repeat(count)), 0);
        }
    }
}

/// Preprocessing takes time in proportion to the text, not to its square.
#[test]
fn texts_are_preprocessed_in_time() {
    let rules = RuleSet::parse("").expect("no rules");
    for (path, piece) in [
        ("a.c", "#if A"),
        ("a.c", "#else "),
        ("a.c", "a R\""),
        ("a.c", "F(b,"),
        ("a.c", "A B;{"),
        ("a.cs", "#region "),
        ("a.cs", "@\"a\"\""),
        ("a.kt", "open."),
        ("a.sql", "DO (a;"),
        ("a.sql", "$a"),
        ("a.dockerfile", "RUN a <<b"),
    ] {
        let line = |number| format!("{piece}{number}\n");
        let text: String = (0..100_000).map(line).collect();
        run(&rules, path, &text, 0);
    }
}
