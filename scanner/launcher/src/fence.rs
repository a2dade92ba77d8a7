//! Starts a command where no namespace can be made: limited by Landlock, filters of system calls
//! and setrlimit(2). This process stays: it gets all orphans, and ends what is left when the
//! command ends, or when it is told to (SIGTERM).

use crate::landlock::{Rules, READ, USE, WRITE};
use crate::options::Options;
use crate::questions::Questions;
use crate::{enter, filter, modes, processes, start, status, system};
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

const OPTIONS: &[(&str, usize)] = &[
    ("--status", 1),
    ("--join-cgroup", 1),
    ("--user", 1),
    ("--cpu-seconds", 1),
    ("--file-bytes", 1),
    ("--open-files", 1),
    ("--processes", 1),
    ("--copy", 2),
    ("--read", 1),
    ("--use", 1),
    ("--write", 1),
    ("--setenv", 2),
    ("--offline", 0),
    ("--memory-fenced", 0),
];

/// How long the child may take to restrict itself.
const TIMEOUT: Duration = Duration::from_secs(5);

const IMPORTANCE: &str = "/proc/self/oom_score_adj";

/// Does all that, and returns the command's exit code, or 128 and the signal that ended it.
pub fn run(words: Vec<OsString>) -> i32 {
    let options = match Options::parse(words, OPTIONS) {
        Ok(options) => options,
        Err(problem) => return start::usage(&problem),
    };
    let Some(path) = options.all("--status").next() else { return start::usage("no --status") };
    if let Err(problem) = status::open(path) {
        return start::usage(&problem);
    }
    supervise(&options).unwrap_or_else(|problem| status::fail(&problem))
}

fn supervise(options: &Options) -> Result<i32, String> {
    start::join_all(options)?;
    start::limit(options)?;
    prepare(options)?;
    processes::adopt_orphans().map_err(|e| format!("orphans: {e}"))?;
    let importance = become_first_to_end();
    restrict(options).map_err(|e| format!("no Landlock: {e}"))?;
    // Else ending what is left would end the processes of the user.
    if !processes::cannot_signal_parent() {
        return Err("Landlock does not separate signals".into());
    }
    let (mut from_child, to_parent) = pair().map_err(|e| format!("no pipe: {e}"))?;
    let child = processes::fork_with_descriptors().map_err(|e| format!("no process: {e}"))?;
    if child == 0 {
        return Ok(become_command(options, to_parent));
    }
    if let Some((mut file, old)) = importance {
        let _ = file.write_all(old.as_bytes());
    }
    let mut number = [0; 4];
    // Without the number the child has failed, and reported that.
    if from_child.read_exact(&mut number).is_ok() && i32::from_le_bytes(number) >= 0 {
        let folders: Vec<OsString> = options.all("--write").map(OsString::from).collect();
        modes::answer(Questions::at(i32::from_le_bytes(number)), folders);
    }
    let code = processes::wait_for(child);
    processes::end_all_that_may_be_signalled();
    Ok(code)
}

/// A child that is killed at once says nothing, and its end stays open in this process.
fn pair() -> std::io::Result<(UnixStream, UnixStream)> {
    let (reader, writer) = UnixStream::pair()?;
    reader.set_read_timeout(Some(TIMEOUT))?;
    Ok((reader, writer))
}

/// If the memory of the machine ends, the command ends first, and not this process, which takes its
/// own importance back by the file that is returned.
fn become_first_to_end() -> Option<(File, String)> {
    let old = std::fs::read_to_string(IMPORTANCE).ok()?;
    let mut file = OpenOptions::new().write(true).open(IMPORTANCE).ok()?;
    file.write_all(b"1000").ok()?;
    Some((file, old))
}

/// The first folder that can be written gets the copies, and the command starts in it.
fn prepare(options: &Options) -> Result<(), String> {
    for folder in options.all("--write") {
        std::fs::create_dir(folder).map_err(|e| format!("{}: {e}", folder.to_string_lossy()))?;
    }
    if let [from, to] = options.all("--copy").collect::<Vec<_>>()[..] {
        enter::copy_folder(from.as_ref(), to.as_ref()).map_err(|e| format!("the files: {e}"))?;
        std::env::set_current_dir(to).map_err(|e| format!("the files: {e}"))?;
    }
    Ok(())
}

fn restrict(options: &Options) -> std::io::Result<()> {
    let rules = Rules::new(options.has("--offline"))?;
    for (option, access) in [("--read", READ), ("--use", USE), ("--write", WRITE)] {
        for path in options.all(option) {
            rules.allow(path, access)?;
        }
    }
    rules.restrict()
}

/// Returns only if that fails. The parent has the same table of descriptors, and needs the number
/// of the one by which it is asked.
fn become_command(options: &Options, mut to_parent: UnixStream) -> i32 {
    let restricted = processes::leave_parent()
        .and_then(|()| Rules::of_scopes()?.restrict())
        .and_then(|()| filter::ask_for_modes())
        .and_then(|number| to_parent.write_all(&number.to_le_bytes()))
        .and_then(|()| filter::install(options.has("--memory-fenced")))
        .and_then(|()| filter::install_without_namespaces(options.has("--offline")));
    if let Err(problem) = restricted {
        let _ = to_parent.write_all(&(-1_i32).to_le_bytes());
        return status::fail(&problem.to_string());
    }
    set_environment(options);
    system::close_on_execute();
    enter::become_command(&options.command)
}

fn set_environment(options: &Options) {
    for (name, _) in std::env::vars_os() {
        std::env::remove_var(name);
    }
    for pair in options.all("--setenv").collect::<Vec<_>>().chunks_exact(2) {
        std::env::set_var(pair[0], pair[1]);
    }
}
