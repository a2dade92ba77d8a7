//! Starts untrusted commands in the sandbox. It runs twice for each of them: outside (`start`), to
//! become the process that bubblewrap is started from, and inside (`enter`), to become the command.
//! Where bubblewrap cannot work, it runs once (`fence`), and stays as the parent of the command.
//! What happened goes into a file that no program in the sandbox can reach, and not into the
//! program's output, which proves nothing.

mod attempts;
mod enter;
mod fence;
mod filter;
mod landlock;
mod modes;
mod mounts;
mod options;
mod processes;
mod questions;
mod selftest;
mod stage;
mod start;
mod status;
mod subordinate;
mod system;

use std::ffi::OsString;

/// The exit code if the command could not be started for a reason of the sandbox's own.
const EXIT_FAILED: i32 = 125;

fn main() {
    let mut words = std::env::args_os().skip(1);
    let name = words.next().unwrap_or_default();
    let rest: Vec<OsString> = words.collect();
    let code = match name.to_str() {
        Some("start") => start::run(rest),
        Some("enter") => enter::run(rest),
        Some("fence") => fence::run(rest),
        Some("selftest") => {
            let allowed: Vec<String> =
                rest.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            selftest::run(&allowed)
        }
        _ => {
            eprintln!("usage: atelier-launcher start|enter|fence|selftest …");
            EXIT_FAILED
        }
    };
    std::process::exit(code);
}
