//! No text may break the scanner: mutants of the samples of every language, and texts that are
//! nested deeply, repetitive or long. A failure prints its seed: `SCANNER_SEED=N` replays it,
//! `SCANNER_ROUNDS=N` runs more mutants, `SCANNER_KEEP=FILE` keeps the text that crashed the
//! process. `scripts/fuzz` searches further.

use atelier_scanner::{analyze, scan, Deadline, LimitError, RuleSet, ALL};
use std::path::Path;
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

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("a folder of samples")
        .map(|entry| entry.expect("a sample").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("bytes"))
        })
        .collect();
    samples.sort();
    samples
}

/// A sample, changed by random cuts, copies and insertions.
fn mutant(samples: &[(String, Vec<u8>)], random: &mut Random) -> (String, String) {
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
    let mut text = base.clone();
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
                let other = &samples[random.below(samples.len())].1;
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

/// A piece that is repeated, with distinct comments between, since repetitive texts are rejected.
fn deeply_nested(piece: &str) -> String {
    let line = |number: usize| {
        let comment: String = (0..60).map(|n| (n * 7919 + number).to_string()).collect();
        format!("{}/*{comment}*/\n", piece.repeat(3_600 / piece.len()))
    };
    (0..15).map(line).collect()
}

/// Recovery from these errors would take gigabytes, and does not check the deadline meanwhile.
#[test]
fn a_parse_beyond_its_limits_is_ended() {
    let text = format!("{})", deeply_nested("x=>"));
    let result = analyze("a.c", &text, Deadline::in_ms(60_000));
    assert_eq!(result, Err(LimitError::TooComplex));
    let result = analyze("a.c", &text, Deadline::in_ms(20));
    assert_eq!(result, Err(LimitError::TimedOut));
    let valid = analyze("a.c", "int main(void) { return 0; }\n", Deadline::in_ms(5_000));
    assert_eq!(valid.expect("within the limits").problems, []);
}

/// A missing quote makes the name of the here-document some hundred bytes long. The grammar keeps
/// the length in one byte, and then fails an assertion.
#[test]
fn a_heredoc_with_a_missing_quote_is_rejected() {
    let line = |number: usize| format!("  puts name{number} + other{number}\n");
    let body: String = (0..20).map(line).collect();
    for open in ["'EOS", "\"EOS", "~'EOS", "-`EOS"] {
        let text = format!("a = <<{open}\n{body}EOS\nb = {}x\n", &open[open.len() - 4..][..1]);
        let result = analyze("a.rb", &text, Deadline::in_ms(5_000));
        assert_eq!(result, Err(LimitError::TooComplex), "{open}");
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

#[test]
fn a_text_beyond_the_limit_is_rejected() {
    let text = "x".repeat(atelier_scanner::MAX_BYTES + 1);
    let result = analyze("a.py", &text, Deadline::in_ms(1_000));
    assert_eq!(result, Err(LimitError::TooLong(text.len())));
}

/// The grammar leaks a copy of the tag with each token.
#[test]
fn sql_that_would_leak_is_rejected() {
    let quoted = |tag: &str, lines| {
        let line = |number| format!("SELECT a{number} FROM b{number};\n");
        let body: String = (0..lines).map(line).collect();
        format!("CREATE FUNCTION f() RETURNS int AS ${tag}$\n{body}${tag}$ LANGUAGE sql;\n")
    };
    let error = |text: &str| analyze("a.sql", text, Deadline::in_ms(5_000)).err();
    assert_eq!(error(&quoted("", 30)), None);
    assert_eq!(error(&quoted("body", 30)), None);
    assert_eq!(error(&quoted(&"b".repeat(61), 30)), Some(LimitError::TooComplex));
    assert_eq!(error(&quoted("", 5_000)), Some(LimitError::TooComplex));
    assert_eq!(error(&"SELECT $1, $2 FROM a;\n".repeat(10)), None);
}

#[test]
fn an_expired_deadline_ends_the_call() {
    let line = |number| format!("x{number} = [1, 2, 3]\n");
    let text: String = (0..50_000).map(line).collect();
    assert_eq!(analyze("a.py", &text, Deadline::in_ms(0)), Err(LimitError::TimedOut));
}
