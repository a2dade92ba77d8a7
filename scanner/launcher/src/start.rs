//! Outside of the sandbox: limits this process, gives up what the program must not have, and
//! becomes bubblewrap.

use crate::options::Options;
use crate::stage::{self, Stage};
use crate::subordinate::Subordinate;
use crate::{filter, mounts, status, system, EXIT_FAILED};
use std::ffi::{OsStr, OsString};
use std::path::Path;

const OPTIONS: &[(&str, usize)] = &[
    ("--status", 1),
    ("--join-cgroup", 1),
    ("--user", 1),
    ("--subordinate", 2),
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
    let options = match Options::parse(words, &[OPTIONS, &stage::OPTIONS].concat()) {
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
    join_all(options)?;
    let subordinate = Subordinate::parse(&options.all("--subordinate").collect::<Vec<_>>())?;
    if let Some(subordinate) = subordinate {
        subordinate.enter_namespace()?;
    }
    let shown = show(&options.all("--show").collect::<Vec<_>>());
    if subordinate.is_some() {
        shown.map_err(|e| format!("a folder cannot be shown: {e}"))?;
    }
    let stage = Stage::parse(options)?;
    // An ordinary user mounts in a namespace of users, in which no user can be changed.
    let is_made = match &stage {
        Some(stage) => stage.make(user(options)?)?,
        None => true,
    };
    filter::pass_on().map_err(|e| format!("the filters cannot be passed on: {e}"))?;
    limit(options)?;
    match stage {
        Some(stage) if !is_made => stage.make_in_own_namespace()?,
        _ => {}
    }
    subordinate.map_or(Ok(()), Subordinate::become_it)
}

fn user(options: &Options) -> Result<Option<u32>, String> {
    let number = options.number("--user")?;
    number.map(u32::try_from).transpose().map_err(|e| format!("no such user: {e}"))
}

/// Moves this process into the control groups of its job.
pub fn join_all(options: &Options) -> Result<(), String> {
    options.all("--join-cgroup").try_for_each(join)
}

/// Limits this process, and all that it starts, as far as no sandbox is needed for it.
pub fn limit(options: &Options) -> Result<(), String> {
    system::open_output_to_all();
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
    if let Some(user) = user(options)? {
        system::become_user(user, user).map_err(|e| format!("user {user}: {e}"))?;
    }
    Ok(())
}

/// Shows files and folders that only this user can reach at others that everybody can, to this
/// process and what it starts. As root without the right to mount those stay empty, and the tools
/// in them are not found.
fn show(pairs: &[&OsStr]) -> std::io::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    mounts::leave_mounts_of_host()?;
    let mut result = Ok(());
    for pair in pairs.chunks_exact(2) {
        result = result.and(mounts::show_folder(pair[0], pair[1]));
    }
    result
}

/// Moves this process into a control group, with all that it starts: cgroups(7).
fn join(group: &OsStr) -> Result<(), String> {
    std::fs::write(Path::new(group).join("cgroup.procs"), "0")
        .map_err(|e| format!("the control group {} cannot be joined: {e}", group.to_string_lossy()))
}
