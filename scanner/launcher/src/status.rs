//! The file in which the studio reads what happened: one line each, in order.
//!
//! | line | meaning |
//! |---|---|
//! | `entered` | the sandbox is complete; what follows in the output is the command's |
//! | `exec ERRNO` | the command could not be started: the system's error number |
//! | `failed TEXT` | the sandbox itself failed |

use crate::{system, EXIT_FAILED};
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::os::fd::IntoRawFd;

/// The descriptor of the file, from `start` through bubblewrap to `enter`. No command has it.
pub const DESCRIPTOR: i32 = 3;

/// Opens the file, which exists already, and leaves only it open for what is executed next.
pub fn open(path: &OsStr) -> Result<(), String> {
    let file = OpenOptions::new()
        .append(true)
        .open(path)
        .map_err(|e| format!("{} cannot be opened: {e}", path.to_string_lossy()))?;
    system::keep_only(file.into_raw_fd(), DESCRIPTOR)
        .map_err(|e| format!("the status file cannot be passed on: {e}"))
}

/// Writes a line.
pub fn report(line: &str) {
    system::write(DESCRIPTOR, format!("{line}\n").as_bytes());
}

/// Reports that the sandbox failed, and returns the exit code for it.
pub fn fail(problem: &str) -> i32 {
    report(&format!("failed {}", problem.replace('\n', " ")));
    eprintln!("atelier-launcher: {problem}");
    EXIT_FAILED
}
