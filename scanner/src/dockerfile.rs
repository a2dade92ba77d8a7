//! A parser for Dockerfiles that reads them as a builder does: each line is an instruction and its
//! arguments. The tree-sitter grammar knows neither every shell command after `RUN` nor the order
//! of instructions.

use crate::syntax_error::{quote, SyntaxError};

/// The instructions, each with its minimum number of arguments.
const INSTRUCTIONS: [(&str, usize); 18] = [
    ("ADD", 2),
    ("ARG", 1),
    ("CMD", 0),
    ("COPY", 2),
    ("ENTRYPOINT", 0),
    ("ENV", 1),
    ("EXPOSE", 1),
    ("FROM", 1),
    ("HEALTHCHECK", 1),
    ("LABEL", 1),
    ("MAINTAINER", 1),
    ("ONBUILD", 1),
    ("RUN", 0),
    ("SHELL", 1),
    ("STOPSIGNAL", 1),
    ("USER", 1),
    ("VOLUME", 1),
    ("WORKDIR", 1),
];

/// The first syntax error of a Dockerfile.
pub(crate) fn first_error(_: &str, text: &str) -> Option<SyntaxError> {
    let escape = if has_backtick_escape(text) { '`' } else { '\\' };
    let mut lines = text.lines().enumerate();
    let mut seen_from = false;
    let mut seen_any = false;
    while let Some((number, line)) = lines.next() {
        let mut instruction = line.trim().to_string();
        if instruction.is_empty() || instruction.starts_with('#') {
            continue;
        }
        while instruction.ends_with(escape) {
            instruction.pop();
            let mut following = lines.by_ref().map(|(_, line)| line.trim());
            let Some(next) = following.find(|line| !line.is_empty() && !line.starts_with('#'))
            else {
                break;
            };
            instruction.push(' ');
            instruction.push_str(next);
        }
        for delimiter in heredoc_delimiters(&instruction) {
            if !lines.by_ref().any(|(_, line)| line.trim_start_matches('\t') == delimiter) {
                let message = format!("unterminated here-document: `{delimiter}` is missing");
                return Some(SyntaxError::at_line(number + 1, 1, message));
            }
        }
        if let Some(message) = instruction_error(&instruction, seen_from) {
            return Some(SyntaxError::at_line(number + 1, 1, message));
        }
        seen_from |= first_word(&instruction).eq_ignore_ascii_case("FROM");
        seen_any = true;
    }
    (!seen_any).then(|| SyntaxError::at_line(1, 1, "the file has no instruction"))
}

/// Whether a parser directive at the top makes the backtick the escape character.
fn has_backtick_escape(text: &str) -> bool {
    let comments = text.lines().map(str::trim).take_while(|line| line.starts_with('#'));
    let mut plain = comments.map(|line| line.replace(' ', "").to_lowercase());
    plain.any(|line| line == "#escape=`")
}

fn first_word(instruction: &str) -> &str {
    instruction.split_whitespace().next().unwrap_or_default()
}

/// What is wrong with one instruction.
fn instruction_error(instruction: &str, seen_from: bool) -> Option<String> {
    let word = first_word(instruction);
    let name = word.to_ascii_uppercase();
    let Some((_, minimum)) = INSTRUCTIONS.iter().find(|(known, _)| *known == name) else {
        return Some(format!("unknown instruction {}", quote(word)));
    };
    if !seen_from && name != "FROM" && name != "ARG" {
        return Some(format!("`{name}` is not allowed before the first `FROM`"));
    }
    let rest = &instruction[word.len()..];
    let arguments: Vec<&str> =
        rest.split_whitespace().skip_while(|it| it.starts_with("--")).collect();
    let is_array = arguments.first().is_some_and(|first| first.starts_with('['));
    if arguments.len() < *minimum && !is_array && !instruction.contains("<<") {
        let noun = if *minimum == 1 { "argument" } else { "arguments" };
        return Some(format!("`{name}` needs at least {minimum} {noun}"));
    }
    let is = |word: &str, other: &str| word.eq_ignore_ascii_case(other);
    match name.as_str() {
        "FROM" if arguments.len() != 1 && !(arguments.len() == 3 && is(arguments[1], "AS")) => {
            Some("`FROM` takes an image, optionally followed by `AS` and a name".to_string())
        }
        "ENV" | "LABEL" if !arguments[0].contains('=') && arguments.len() < 2 => {
            Some(format!("`{name}` takes a name and a value"))
        }
        "ENV" | "LABEL" if arguments[0].starts_with('=') => {
            Some(format!("a name is missing after `{name}`"))
        }
        "HEALTHCHECK" if !is(arguments[0], "CMD") && !is(arguments[0], "NONE") => {
            Some("`HEALTHCHECK` takes `CMD` or `NONE`".to_string())
        }
        "SHELL" if serde_json::from_str::<Vec<String>>(rest.trim()).is_err() => {
            Some("`SHELL` takes a JSON array of strings".to_string())
        }
        "ONBUILD" => instruction_error(&arguments.join(" "), true),
        _ => None,
    }
}

/// The delimiters of the here-documents that an instruction begins.
fn heredoc_delimiters(instruction: &str) -> Vec<String> {
    if !["RUN", "COPY", "ADD"].iter().any(|name| first_word(instruction).eq_ignore_ascii_case(name))
    {
        return Vec::new();
    }
    let starts = instruction.split_whitespace().filter_map(|word| word.strip_prefix("<<"));
    let names = starts.map(|name| name.trim_start_matches('-').trim_matches(['"', '\'']));
    let is_name = |name: &&str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
    };
    names.filter(is_name).map(str::to_string).collect()
}
