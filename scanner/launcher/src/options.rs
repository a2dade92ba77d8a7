//! The words of the command line: options with one value each, flags, `--`, and the command.

use std::ffi::{OsStr, OsString};

/// Options that were given, and the command after them.
pub struct Options {
    given: Vec<(String, OsString)>,
    /// The command with its arguments; never empty.
    pub command: Vec<OsString>,
}

impl Options {
    /// Splits the words; `known` are the names of options with the number of their values.
    pub fn parse(words: Vec<OsString>, known: &[(&str, usize)]) -> Result<Self, String> {
        let mut given = Vec::new();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            if word == "--" {
                let command: Vec<OsString> = words.collect();
                if command.is_empty() {
                    break;
                }
                return Ok(Options { given, command });
            }
            let name = word.to_string_lossy().into_owned();
            let (_, count) = known
                .iter()
                .find(|(option, _)| *option == name)
                .ok_or_else(|| format!("unknown option {name}"))?;
            if *count == 0 {
                given.push((name.clone(), OsString::new()));
            }
            for _ in 0..*count {
                let value = words.next().ok_or_else(|| format!("{name} has no value"))?;
                given.push((name.clone(), value));
            }
        }
        Err("no command".into())
    }

    /// All values of an option, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a OsStr> {
        self.given.iter().filter(move |(option, _)| option == name).map(|(_, value)| &**value)
    }

    /// Whether an option was given.
    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The number that an option was given last, if it was.
    pub fn number(&self, name: &str) -> Result<Option<u64>, String> {
        self.all(name)
            .last()
            .map(|value| {
                let text = value.to_string_lossy();
                text.parse().map_err(|_| format!("{name} {text} is no number"))
            })
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::Options;
    use std::ffi::OsString;

    fn parse(words: &str) -> Result<Options, String> {
        let words = words.split(' ').map(OsString::from).collect();
        Options::parse(words, &[("--flag", 0), ("--one", 1), ("--two", 2)])
    }

    #[test]
    fn splits_options_from_the_command() {
        let options = parse("--one 7 --flag --two a b -- sh --one 8").expect("options");

        assert_eq!(options.number("--one"), Ok(Some(7)));
        assert!(options.has("--flag"));
        assert_eq!(options.all("--two").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(options.command, ["sh", "--one", "8"]);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(parse("--three -- sh").is_err());
        assert!(parse("--one").is_err());
        assert!(parse("--flag --").is_err());
        assert!(parse("--flag").is_err());
        assert!(parse("--one x -- sh").expect("options").number("--one").is_err());
    }
}
