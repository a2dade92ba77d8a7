//! The words of the command line.

use std::ffi::OsString;
use std::path::PathBuf;

const SOCKET: &str = "/run/registry.sock";
const PORT: u16 = 3128;

/// What the bridge shall do.
#[derive(Debug)]
pub struct Options {
    /// The socket of the proxy.
    pub socket: PathBuf,
    /// The port on 127.0.0.1 where package managers find it.
    pub port: u16,
    /// The command, never empty.
    pub command: Vec<OsString>,
}

impl Options {
    /// Reads options, each with a value, and then the command.
    pub fn parse(words: impl Iterator<Item = OsString>) -> Result<Options, String> {
        let mut options = Options { socket: SOCKET.into(), port: PORT, command: Vec::new() };
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--socket") => {
                    options.socket = words.next().ok_or("--socket needs a path")?.into();
                }
                Some("--port") => {
                    let value = words.next().and_then(|value| value.to_str()?.parse().ok());
                    options.port = value.ok_or("--port needs a number up to 65535")?;
                }
                Some("--") => break,
                _ => {
                    options.command.push(word);
                    break;
                }
            }
        }
        options.command.extend(words);
        if options.command.is_empty() {
            return Err("usage: atelier-bridge [--socket PATH] [--port NUMBER] COMMAND…".into());
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parse(words: &[&str]) -> Result<Options, String> {
        Options::parse(words.iter().map(Into::into))
    }

    #[test]
    fn the_command_begins_at_the_first_word_that_is_no_option() {
        let options = parse(&["npm", "--port", "x"]).expect("valid");
        assert_eq!(options.command, ["npm", "--port", "x"]);
        assert_eq!((options.port, options.socket.to_str()), (3128, Some("/run/registry.sock")));

        let options = parse(&["--port", "1", "--socket", "/s", "--", "--socket"]).expect("valid");
        assert_eq!(options.command, ["--socket"]);
        assert_eq!((options.port, options.socket.to_str()), (1, Some("/s")));
    }

    #[test]
    fn says_what_is_missing() {
        for words in [&[][..], &["--"], &["--port"], &["--port", "70000", "x"], &["--socket"]] {
            parse(words).expect_err("invalid");
        }
    }
}
