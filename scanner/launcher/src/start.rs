//! Outside of the sandbox: limits this process, gives up what the program must not have, and
//! becomes bubblewrap.

use crate::options::Options;
use crate::{filter, status, system, EXIT_FAILED};
use std::ffi::{OsStr, OsString};
use std::path::Path;

const OPTIONS: &[(&str, usize)] = &[
    ("--status", 1),
    ("--join-cgroup", 1),
    ("--user", 1),
    ("--cpu-seconds", 1),
    ("--file-bytes", 1),
    ("--open-files", 1),
    ("--processes", 1),
    ("--show", 2),
];

/// Timers and signals that wait, of which each takes memory of the kernel.
const MAX_PENDING_SIGNALS: u64 = 1_024;

/// Does all that; returns only if it fails.
pub fn run(words: Vec<OsString>) -> i32 {
    let options = match Options::parse(words, OPTIONS) {
        Ok(options) => options,
        Err(problem) => return usage(&problem),
    };
    let Some(path) = options.all("--status").next() else { return usage("no --status") };
    if let Err(problem) = status::open(path) {
        return usage(&problem);
    }
    let command = &options.command;
    if let Err(problem) = prepare(&options) {
        return status::fail(&problem);
    }
    let error = system::execute(command);
    status::fail(&format!("{} cannot be started: {error}", command[0].to_string_lossy()))
}

/// Until the status file is open there is only the error output.
pub fn usage(problem: &str) -> i32 {
    eprintln!("atelier-launcher: {problem}");
    EXIT_FAILED
}

fn prepare(options: &Options) -> Result<(), String> {
    show(&options.all("--show").collect::<Vec<_>>());
    filter::pass_on().map_err(|e| format!("the filters cannot be passed on: {e}"))?;
    limit(options)
}

/// Limits this process, and all that it starts, as far as no sandbox is needed for it.
pub fn limit(options: &Options) -> Result<(), String> {
    for group in options.all("--join-cgroup") {
        join(group)?;
    }
    // The keys of the session that started the studio are not for the program. As root, whose quota
    // is large.
    system::join_new_session_keyring().map_err(|e| format!("no session keyring: {e}"))?;
    let limits = [
        (system::CORE_BYTES, Some(0)),
        (system::LOCKED_BYTES, Some(0)),
        (system::QUEUE_BYTES, Some(0)),
        (system::PENDING_SIGNALS, Some(MAX_PENDING_SIGNALS)),
        (system::OPEN_FILES, options.number("--open-files")?),
        (system::FILE_BYTES, options.number("--file-bytes")?),
        (system::CPU_SECONDS, options.number("--cpu-seconds")?),
        (system::PROCESSES, options.number("--processes")?),
    ];
    for (limit, value) in limits {
        if let Some(value) = value {
            system::limit(limit, value).map_err(|e| format!("limit {value}: {e}"))?;
        }
    }
    if let Some(user) = options.number("--user")? {
        let user = u32::try_from(user).map_err(|_| format!("no user {user}"))?;
        system::become_user(user).map_err(|e| format!("user {user}: {e}"))?;
    }
    Ok(())
}

/// Shows folders that only root can enter at others that exist, to this process and what it starts.
/// Without the right to mount those stay empty, and the tools in them are not found.
fn show(pairs: &[&OsStr]) {
    if pairs.is_empty() || system::leave_mounts_of_host().is_err() {
        return;
    }
    for pair in pairs.chunks_exact(2) {
        let _ = system::show_folder(pair[0], pair[1]);
    }
}

/// Moves this process into a control group, with all that it starts: cgroups(7).
fn join(group: &OsStr) -> Result<(), String> {
    std::fs::write(Path::new(group).join("cgroup.procs"), "0")
        .map_err(|e| format!("the control group {} cannot be joined: {e}", group.to_string_lossy()))
}
