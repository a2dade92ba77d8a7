//! Reads a Dockerfile as a builder does: a line is an instruction and what it is given. Its grammar
//! knows neither all that a shell may say after RUN nor the order of instructions.

use crate::problem::{quoted, Problem};

/// Instructions, and the fewest words that each is given.
const KNOWN: [(&str, usize); 18] = [
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

/// The first fault of a Dockerfile.
pub(crate) fn fault(_: &str, text: &str) -> Option<Problem> {
    let escape = if first_lines_name_backtick(text) { '`' } else { '\\' };
    let mut lines = text.lines().enumerate();
    let mut staged = false;
    let mut any = false;
    while let Some((number, line)) = lines.next() {
        let mut said = line.trim().to_string();
        if said.is_empty() || said.starts_with('#') {
            continue;
        }
        while said.ends_with(escape) {
            said.pop();
            let more = lines.by_ref().map(|(_, more)| more.trim());
            let Some(more) = { more }.find(|more| !more.is_empty() && !more.starts_with('#'))
            else {
                break;
            };
            said.push(' ');
            said.push_str(more);
        }
        for end in heredocs(&said) {
            if !lines.by_ref().any(|(_, line)| line.trim_start_matches('\t') == end) {
                return Some(told(number, &format!("the text that ends with `{end}` has no end")));
            }
        }
        if let Some(why) = wrong(&said, staged) {
            return Some(told(number, &why));
        }
        staged |= word(&said).eq_ignore_ascii_case("FROM");
        any = true;
    }
    (!any).then(|| told(0, "there is no instruction in this file"))
}

fn told(line: usize, why: &str) -> Problem {
    Problem { line: line + 1, column: 1, message: why.to_string(), ..Problem::default() }
}

/// Whether a comment at the top says that lines go on after a backtick.
fn first_lines_name_backtick(text: &str) -> bool {
    let comments = text.lines().map(str::trim).take_while(|line| line.starts_with('#'));
    let mut plain = comments.map(|line| line.replace(' ', "").to_lowercase());
    plain.any(|line| line == "#escape=`")
}

fn word(said: &str) -> &str {
    said.split_whitespace().next().unwrap_or_default()
}

/// What is wrong with one instruction.
fn wrong(said: &str, staged: bool) -> Option<String> {
    let word = word(said);
    let name = word.to_ascii_uppercase();
    let Some((_, fewest)) = KNOWN.iter().find(|(known, _)| *known == name) else {
        return Some(format!("{} is no instruction", quoted(word)));
    };
    if !staged && name != "FROM" && name != "ARG" {
        return Some(format!("`{name}` stands before the first `FROM`"));
    }
    let given: Vec<&str> =
        said[word.len()..].split_whitespace().skip_while(|it| it.starts_with("--")).collect();
    let listed = given.first().is_some_and(|first| first.starts_with('['));
    if given.len() < *fewest && !listed && !said.contains("<<") {
        return Some(format!("`{name}` is given too little: {fewest} at least"));
    }
    let is = |word: &str, other: &str| word.eq_ignore_ascii_case(other);
    match name.as_str() {
        "FROM" if given.len() != 1 && !(given.len() == 3 && is(given[1], "AS")) => {
            Some("`FROM` is given an image, or an image, `AS` and a name".to_string())
        }
        "ENV" | "LABEL" if !given[0].contains('=') && given.len() < 2 => {
            Some(format!("`{name}` is given a name and a value"))
        }
        "ENV" | "LABEL" if given[0].starts_with('=') => Some(format!("`{name}` has no name")),
        "HEALTHCHECK" if !is(given[0], "CMD") && !is(given[0], "NONE") => {
            Some("`HEALTHCHECK` is given `CMD` or `NONE`".to_string())
        }
        "SHELL" if serde_json::from_str::<Vec<String>>(said[word.len()..].trim()).is_err() => {
            Some("`SHELL` is given a list of strings in brackets".to_string())
        }
        "ONBUILD" => wrong(&given.join(" "), true),
        _ => None,
    }
}

/// The words that end the texts which an instruction begins.
fn heredocs(said: &str) -> Vec<String> {
    if !["RUN", "COPY", "ADD"].iter().any(|name| word(said).eq_ignore_ascii_case(name)) {
        return Vec::new();
    }
    let starts = said.split_whitespace().filter_map(|word| word.strip_prefix("<<"));
    let names = starts.map(|name| name.trim_start_matches('-').trim_matches(['"', '\'']));
    let is_name = |name: &&str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.chars().all(|next| next.is_ascii_alphanumeric() || "_-.".contains(next))
    };
    names.filter(is_name).map(str::to_string).collect()
}
