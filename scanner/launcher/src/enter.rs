//! Inside of the sandbox: copies the files, limits the processes, takes the filter of system calls,
//! and becomes the command.

use crate::options::Options;
use crate::{filter, status, system};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{Error, ErrorKind};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::SystemTime;

const OPTIONS: &[(&str, usize)] =
    &[("--copy", 2), ("--link", 2), ("--processes", 1), ("--memory-fenced", 0)];

const EXIT_NOT_FOUND: i32 = 127;
const EXIT_NOT_EXECUTABLE: i32 = 126;

/// Does all that; returns only if it fails.
pub fn run(words: Vec<OsString>) -> i32 {
    system::close_on_execute();
    let options = match Options::parse(words, OPTIONS) {
        Ok(options) => options,
        Err(problem) => return status::fail(&problem),
    };
    if let Err(problem) = prepare(&options) {
        return status::fail(&problem);
    }
    become_command(&options.command)
}

/// Reports that the sandbox is complete and becomes a command; returns only if that fails.
pub fn become_command(command: &[OsString]) -> i32 {
    status::report("entered");
    let error = system::execute(command);
    let number = error.raw_os_error().unwrap_or_default();
    status::report(&format!("exec {number}"));
    eprintln!("{}: {error}", command[0].to_string_lossy());
    if number == libc::ENOENT {
        EXIT_NOT_FOUND
    } else {
        EXIT_NOT_EXECUTABLE
    }
}

fn prepare(options: &Options) -> Result<(), String> {
    // If the memory of the machine ends, jobs end first; no program may take that back.
    let _ = fs::write("/proc/self/oom_score_adj", "1000");
    if let [from, to] = options.all("--copy").collect::<Vec<_>>()[..] {
        copy_folder(from.as_ref(), to.as_ref()).map_err(|e| problem("the files", &e))?;
    }
    if let [from, to] = options.all("--link").collect::<Vec<_>>()[..] {
        // There may be no cache, which only saves time.
        let _ = link_cache(from, to);
    }
    if let Some(most) = options.number("--processes")? {
        system::limit(system::PROCESSES, most).map_err(|e| problem("the processes", &e))?;
    }
    filter::install(options.has("--memory-fenced")).map_err(|e| problem("system calls", &e))
}

fn problem(what: &str, error: &Error) -> String {
    format!("{what}: {error}")
}

/// Copies what is in a folder, with permissions, also into folders that are shown to the job
/// already. Of these the ones that it can only read stay as they are.
pub fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            match fs::create_dir(&copy) {
                Err(e) if e.kind() == ErrorKind::ReadOnlyFilesystem => continue,
                Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(e),
                _ => copy_folder(&entry.path(), &copy)?,
            }
            unless_read_only(fs::set_permissions(&copy, entry.metadata()?.permissions()))?;
        } else if kind.is_symlink() {
            unless_read_only(symlink(fs::read_link(entry.path())?, copy))?;
        } else {
            unless_read_only(fs::copy(entry.path(), copy).map(|_| ()))?;
        }
    }
    Ok(())
}

fn unless_read_only(result: std::io::Result<()>) -> std::io::Result<()> {
    result.or_else(|e| if e.kind() == ErrorKind::ReadOnlyFilesystem { Ok(()) } else { Err(e) })
}

/// Makes a writable cache of links to the files of one that only can be read. The date in it keeps
/// Go from deleting entries that were not used for days.
fn link_cache(from: &OsStr, to: &OsStr) -> std::io::Result<()> {
    link_folder(from.as_ref(), to.as_ref())?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    fs::write(Path::new(to).join("trim.txt"), format!("{}\n", now.as_secs()))
}

fn link_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    let entries = fs::read_dir(from)?;
    fs::create_dir(to)?;
    for entry in entries {
        let entry = entry?;
        let link = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            link_folder(&entry.path(), &link)?;
        } else {
            symlink(entry.path(), link)?;
        }
    }
    Ok(())
}
