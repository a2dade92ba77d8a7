//! No text may break the scanner: samples of every language, cut, doubled, mixed and nested, by a
//! seed that is told when it fails. `SCANNER_SEED=N` replays one, `SCANNER_ROUNDS=N` goes on,
//! `SCANNER_KEEP=FILE` keeps what ended the process. `scripts/fuzz` looks further.

use atelier_scanner::{check, scan, Deadline, Refusal, Rules, ALL};
use std::path::Path;
use std::time::Instant;

/// What one call may take before it is a fault: far more than its deadline, for a busy machine.
const MAX_MS: u128 = 20_000;

/// A generator of numbers: xorshift, so that a seed says it all.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[allow(clippy::cast_possible_truncation)] // the samples are far shorter
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut all: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("there are samples")
        .map(|entry| entry.expect("a sample").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("bytes"))
        })
        .collect();
    all.sort();
    all
}

/// A text made from samples by some cuts and copies.
fn mutant(samples: &[(String, Vec<u8>)], dice: &mut Dice) -> (String, String) {
    const ODD: [&str; 24] = [
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
    let (name, base) = &samples[dice.below(samples.len())];
    let mut text = base.clone();
    for _ in 0..=dice.below(8) {
        let at = dice.below(text.len() + 1);
        let to = (at + dice.below(30)).min(text.len());
        match dice.below(6) {
            0 => drop(text.drain(at..to)),
            1 => {
                let again = text[at..to].repeat(1 + dice.below(40));
                text.splice(at..at, again);
            }
            2 => {
                let other = &samples[dice.below(samples.len())].1;
                let from = dice.below(other.len());
                let end = (from + dice.below(200)).min(other.len());
                text.splice(at..to, other[from..end].iter().copied());
            }
            3 => drop(text.splice(at..at, ODD[dice.below(ODD.len())].bytes())),
            4 => {
                let many = ODD[dice.below(ODD.len())].repeat(1 + dice.below(400));
                text.splice(at..at, many.into_bytes());
            }
            _ => text.truncate(at),
        }
    }
    (name.clone(), String::from_utf8_lossy(&text).into_owned())
}

fn read(rules: &Rules, path: &str, text: &str, seed: u64) {
    // A fault of C takes the process along: what was read then lies in this file.
    let kept = std::env::var("SCANNER_KEEP").ok();
    if let Some(file) = &kept {
        std::fs::write(file, format!("{path}\n{text}")).expect("it is kept");
    }
    let begun = Instant::now();
    for answer in [
        check(path, text, Deadline::in_ms(1_000)).map(|reading| reading.problems.len()),
        scan(rules, path, text, Deadline::in_ms(1_000)).map(|findings| findings.len()),
    ] {
        let refused = matches!(answer, Err(Refusal::TooSlow | Refusal::TooIntricate));
        assert!(answer.is_ok() || refused, "seed {seed}: {answer:?}");
    }
    let ms = begun.elapsed().as_millis();
    assert!(ms < MAX_MS, "seed {seed}: {path} took {ms} ms");
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

#[test]
fn mutants_break_nothing() {
    let rules = Rules::read(include_str!("../../conf/rules.toml")).expect("rules");
    let samples = samples();
    let (first, rounds) = match number("SCANNER_SEED") {
        Some(seed) => (seed, 1),
        None => (1, number("SCANNER_ROUNDS").unwrap_or(3_000)),
    };
    for seed in first..first + rounds {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let (path, text) = mutant(&samples, &mut dice);
        read(&rules, &path, &text, seed);
    }
}

#[test]
fn depth_and_length_break_nothing() {
    let rules = Rules::read("").expect("no rules");
    for language in &ALL {
        let path = match (language.endings.first(), language.files.first()) {
            (Some(ending), _) => format!("a.{ending}"),
            (None, file) => (*file.expect("an ending or a name")).to_string(),
        };
        for piece in
            ["(", "[", "{", "<a>", "\"", "- ", "!", "if x ", "a.b(", "x => ", "#[", "${", "<<A\n"]
        {
            for count in [100, 20_000] {
                read(&rules, &path, &piece.repeat(count), 0);
                read(&rules, &path, &format!("{}x{}", piece.repeat(count), ")".repeat(count)), 0);
            }
        }
        read(&rules, &path, &"a ".repeat(500_000), 0);
        // Deep without brackets, as long as a recursive reader is given it.
        for piece in ["!", "-", "&", "x=>", "a?b:", "new ", "await ", "if(x)", "*", "a.", "else "] {
            let deep = deep(piece);
            read(&rules, &path, &format!("{deep})"), 0);
            if ["a.cjs", "a.rs", "a.cts", "a.tsx"].contains(&path.as_str()) {
                read(&rules, &path, &format!("x = {deep} y;"), 0);
                read(&rules, &path, &format!("fn x() {{ {deep} y }}"), 0);
            }
        }
        read(&rules, &path, &"<a>\n".repeat(50_000), 0);
    }
}

/// A piece again and again, with comments between: what only repeats itself is refused.
fn deep(piece: &str) -> String {
    let line = |number: usize| {
        let comment: String = (0..60).map(|n| (n * 7919 + number).to_string()).collect();
        format!("{}/*{comment}*/\n", piece.repeat(3_600 / piece.len()))
    };
    (0..15).map(line).collect()
}

/// Recovering from these errors would take gigabytes, and asks no clock meanwhile.
#[test]
fn a_parse_that_takes_too_much_is_ended() {
    let text = format!("{})", deep("x=>"));
    let answer = check("a.c", &text, Deadline::in_ms(60_000));
    assert_eq!(answer, Err(Refusal::TooIntricate));
    let answer = check("a.c", &text, Deadline::in_ms(20));
    assert_eq!(answer, Err(Refusal::TooSlow));
    let sound = check("a.c", "int main(void) { return 0; }\n", Deadline::in_ms(5_000));
    assert_eq!(sound.expect("it is read").problems, []);
}

/// A name of some hundred bytes, which a slip makes of the text: the grammar's C keeps the length in
/// one of them, and asserts afterwards.
#[test]
fn a_quote_left_out_of_a_heredoc_ends_nothing() {
    let line = |number: usize| format!("  puts name{number} + other{number}\n");
    let body: String = (0..20).map(line).collect();
    for open in ["'EOS", "\"EOS", "~'EOS", "-`EOS"] {
        let text = format!("a = <<{open}\n{body}EOS\nb = {}x\n", &open[open.len() - 4..][..1]);
        let answer = check("a.rb", &text, Deadline::in_ms(5_000));
        assert_eq!(answer, Err(Refusal::TooIntricate), "{open}");
    }
}

/// A reader that tries every reading of what is left open doubles its time with each.
#[test]
fn shell_that_is_left_open_ends_in_time() {
    let rules = Rules::read("").expect("no rules");
    for piece in
        ["case x in a) ", "( ", "((", "$(( ", "[[ ( ", "{ ", "if x; then ", "f() ( ", "<(a "]
    {
        for count in [10, 20, 300] {
            read(&rules, "a.sh", &format!("{}echo x\n", piece.repeat(count)), 0);
        }
    }
}

/// What is looked at before a grammar is: its time grows with the text and not with its square.
#[test]
fn preprocessors_end_in_time() {
    let rules = Rules::read("").expect("no rules");
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
        read(&rules, path, &text, 0);
    }
}

#[test]
fn what_is_longer_than_the_limit_is_refused() {
    let text = "x".repeat(atelier_scanner::MAX_BYTES + 1);
    let refused = check("a.py", &text, Deadline::in_ms(1_000));
    assert_eq!(refused, Err(Refusal::TooLong(text.len())));
}

/// Its C code leaks a copy of the tag with each token, which no deadline ends.
#[test]
fn sql_that_would_leak_is_refused() {
    let quoted = |tag: &str, lines| {
        let line = |number| format!("SELECT a{number} FROM b{number};\n");
        let body: String = (0..lines).map(line).collect();
        format!("CREATE FUNCTION f() RETURNS int AS ${tag}$\n{body}${tag}$ LANGUAGE sql;\n")
    };
    let refusal = |text: &str| check("a.sql", text, Deadline::in_ms(5_000)).err();
    assert_eq!(refusal(&quoted("", 30)), None);
    assert_eq!(refusal(&quoted("body", 30)), None);
    assert_eq!(refusal(&quoted(&"b".repeat(61), 30)), Some(Refusal::TooIntricate));
    assert_eq!(refusal(&quoted("", 5_000)), Some(Refusal::TooIntricate));
    assert_eq!(refusal(&"SELECT $1, $2 FROM a;\n".repeat(10)), None);
}

#[test]
fn a_deadline_that_is_over_ends_the_call() {
    let line = |number| format!("x{number} = [1, 2, 3]\n");
    let text: String = (0..50_000).map(line).collect();
    assert_eq!(check("a.py", &text, Deadline::in_ms(0)), Err(Refusal::TooSlow));
}
