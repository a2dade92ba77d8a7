//! The default rules with their samples, and the error messages for invalid rules.

use atelier_scanner::{scan, Deadline, Finding, RuleSet};

const DEFAULT_RULES: &str = include_str!("../../conf/rules.toml");

fn default_rules() -> RuleSet {
    RuleSet::parse(DEFAULT_RULES).expect("conf/rules.toml is valid")
}

fn findings(rules: &RuleSet, path: &str, text: &str) -> Vec<Finding> {
    scan(rules, path, text, Deadline::in_ms(10_000)).expect("within the limits")
}

#[test]
fn every_default_rule_matches_its_bait_and_no_clean_sample() {
    let rules = default_rules();
    for rule in rules.rules() {
        let (bait, clean) = (&rule.matching_samples, &rule.clean_samples);
        assert!(!bait.is_empty() && !clean.is_empty(), "{} has no samples", rule.id);
        let is_found =
            |path, text| findings(&rules, path, text).iter().any(|found| found.rule == rule.id);
        for (path, text) in bait {
            assert!(is_found(path, text), "{} does not match its bait {path}: {text}", rule.id);
        }
        for (path, text) in clean {
            assert!(!is_found(path, text), "{} matches the clean {path}: {text}", rule.id);
        }
    }
}

#[test]
fn counts_lines_and_columns_in_characters() {
    let found = findings(&default_rules(), "a.py", "x = 1\ny = \"päck\"  # TODO: more\n");
    assert_eq!((found[0].line, found[0].column), (2, 15));
}

#[test]
fn a_todo_app_has_no_findings() {
    let rules = default_rules();
    for (path, text) in [
        ("todo.py", "TODO = 'TODO'\n\ndef todo_list():\n    return [TODO]  # every todo\n"),
        ("todo.js", "export const todoList = ['TODO', `FIXME ${todo}`];\n"),
        ("todo.rs", "/// A todo.\nstruct Todo { todo: String }\n"),
        ("todo.html", "<h1>TODO</h1><input placeholder=\"Add a TODO\">"),
        ("todo.sql", "CREATE TABLE TODO (id INT, title TEXT DEFAULT 'TODO');"),
        ("TODO.md", "# TODO\n\n- [ ] write the app\n"),
    ] {
        assert_eq!(findings(&rules, path, text), [], "{path}");
    }
}

#[test]
fn an_error_message_has_the_cause_and_the_line() {
    let head = "[[rule]]\nid = \"x\"\nseverity = \"warn\"\nwhere = \"any\"\nmessage = \"m\"\n";
    let whole = format!("{head}suggestion = \"s\"\npattern = \"x\"\n");
    assert!(RuleSet::parse(&whole).is_ok());
    assert!(RuleSet::parse("").is_ok());
    for (text, parts) in [
        ("[[rule", ["line 1", ""]),
        (head, ["missing field", "suggestion"]),
        (&whole.replace("\"warn\"", "\"bad\""), ["line 3", "bad"]),
        (&whole.replace("pattern = \"x\"", "pattern = \"(\""), ["line 7", "unclosed group"]),
        (&whole.replace("pattern = \"x\"", "literals = []"), ["line 2", "exactly one of"]),
        (&whole.replace("pattern = \"x\"", "literals = [\"\"]"), ["line 7", "empty"]),
        (&format!("{whole}longer_than = 3\n"), ["line 2", "exactly one of"]),
        (&format!("{whole}languages = [\"pyton\"]\n"), ["line 8", "pyton"]),
        (&format!("{whole}unless = \"[\"\n"), ["line 8", "unless"]),
        (&format!("{whole}{whole}"), ["line 9", "duplicate"]),
        (&format!("{whole}odd = 1\n"), ["line 8", "odd"]),
    ] {
        let message = RuleSet::parse(text).err().unwrap_or_default();
        for part in parts {
            assert!(message.contains(part), "{message} does not contain {part}");
        }
    }
}
