//! Texts that exceed a limit are rejected, and a parse that exceeds one is ended.

mod common;

use atelier_scanner::{analyze, Deadline, LimitError, MAX_BYTES};
use common::deeply_nested;

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

#[test]
fn a_text_beyond_the_limit_is_rejected() {
    let text = "x".repeat(MAX_BYTES + 1);
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
