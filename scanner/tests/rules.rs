//! The shipped rules with their samples, and what is said of rules that are none.

use atelier_scanner::{scan, Deadline, Finding, Rules};

const SHIPPED: &str = include_str!("../../conf/rules.toml");

fn shipped() -> Rules {
    Rules::read(SHIPPED).expect("conf/rules.toml is read")
}

fn findings(rules: &Rules, path: &str, text: &str) -> Vec<Finding> {
    scan(rules, path, text, Deadline::in_ms(10_000)).expect("there is time")
}

#[test]
fn every_shipped_rule_takes_its_bait_and_leaves_what_is_clean() {
    let rules = shipped();
    for rule in rules.all() {
        assert!(!rule.bait.is_empty() && !rule.clean.is_empty(), "{} lacks samples", rule.id);
        for (path, text) in &rule.bait {
            let hit = findings(&rules, path, text).iter().any(|one| one.rule == rule.id);
            assert!(hit, "{} does not take its bait {path}: {text}", rule.id);
        }
        for (path, text) in &rule.clean {
            let hit = findings(&rules, path, text).iter().any(|one| one.rule == rule.id);
            assert!(!hit, "{} is taken in by {path}: {text}", rule.id);
        }
    }
}

#[test]
fn counts_lines_and_columns_in_characters() {
    let found = findings(&shipped(), "a.py", "x = 1\ny = \"päck\"  # TODO: more\n");
    assert_eq!((found[0].line, found[0].column), (2, 15));
}

#[test]
fn a_todo_app_is_clean() {
    let rules = shipped();
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
fn names_what_is_wrong_with_a_rule_and_its_line() {
    let head = "[[rule]]\nid = \"x\"\nseverity = \"warn\"\nwhere = \"any\"\nmessage = \"m\"\n";
    let whole = format!("{head}suggestion = \"s\"\npattern = \"x\"\n");
    assert!(Rules::read(&whole).is_ok());
    assert!(Rules::read("").is_ok());
    for (text, reasons) in [
        ("[[rule", ["line 1", ""]),
        (head, ["missing field", "suggestion"]),
        (&whole.replace("\"warn\"", "\"bad\""), ["line 3", "bad"]),
        (&whole.replace("pattern = \"x\"", "pattern = \"(\""), ["line 7", "unclosed group"]),
        (&whole.replace("pattern = \"x\"", "literals = []"), ["line 2", "just one of"]),
        (&whole.replace("pattern = \"x\"", "literals = [\"\"]"), ["line 7", "empty"]),
        (&format!("{whole}longer_than = 3\n"), ["line 2", "just one of"]),
        (&format!("{whole}languages = [\"pyton\"]\n"), ["line 8", "pyton"]),
        (&format!("{whole}unless = \"[\"\n"), ["line 8", "unless"]),
        (&format!("{whole}{whole}"), ["line 9", "twice"]),
        (&format!("{whole}odd = 1\n"), ["line 8", "odd"]),
    ] {
        let said = Rules::read(text).err().unwrap_or_default();
        for reason in reasons {
            assert!(said.contains(reason), "{said} does not say {reason}");
        }
    }
}
