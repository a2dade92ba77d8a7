//! Landlock does not see who changes the permissions of a file by its path: an ordinary user's
//! programs could open the user's files to all. So the kernel asks the process that stays, which
//! does it for the program, below the folders of the job alone.

use crate::questions::{change_mode_beneath, read_memory, Question, Questions};
use std::ffi::{CString, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// Answers in a thread of its own, for ever.
pub fn answer(questions: Questions, folders: Vec<OsString>) {
    std::thread::spawn(move || {
        while let Ok(question) = questions.next() {
            let error = change(&questions, &question, &folders).err().unwrap_or(0);
            questions.answer(&question, error);
        }
    });
}

/// Does what was asked for, or returns the number of an error.
fn change(questions: &Questions, question: &Question, folders: &[OsString]) -> Result<(), i32> {
    let (folder, address, mode) = arguments(question);
    let path = text(question, address)?;
    let whole = base(question, folder)?.join(&path);
    if path.as_os_str().is_empty() || !questions.is_valid(question) {
        return Err(libc::EPERM);
    }
    let (root, rest) = folders
        .iter()
        .find_map(|folder| Some((folder, whole.strip_prefix(folder).ok()?)))
        .ok_or(libc::EPERM)?;
    let rest = if rest.as_os_str().is_empty() { Path::new(".") } else { rest };
    let rest = CString::new(rest.as_os_str().as_bytes()).map_err(|_| libc::EINVAL)?;
    change_mode_beneath(root, &rest, mode).map_err(|e| e.raw_os_error().unwrap_or(libc::EPERM))
}

/// The folder that a path begins in, the path's address, and the permissions; of each argument
/// only as many bits count as the call has.
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
fn arguments(question: &Question) -> (i32, u64, u32) {
    const PERMISSIONS: u64 = 0o7777;
    let [first, second, third, ..] = question.arguments;
    #[cfg(target_arch = "x86_64")]
    if i64::from(question.call) == libc::SYS_chmod {
        return (libc::AT_FDCWD, first, (second & PERMISSIONS) as u32);
    }
    (first as i32, second, (third & PERMISSIONS) as u32)
}

fn base(question: &Question, folder: i32) -> Result<PathBuf, i32> {
    let link = match folder {
        libc::AT_FDCWD => format!("/proc/{}/cwd", question.process),
        number => format!("/proc/{}/fd/{number}", question.process),
    };
    std::fs::read_link(link).map_err(|_| libc::EPERM)
}

/// Reads a path from the memory of the process that asks.
fn text(question: &Question, address: u64) -> Result<PathBuf, i32> {
    let mut bytes = read_memory(question.process, address).ok_or(libc::EFAULT)?;
    let end = bytes.iter().position(|&byte| byte == 0).ok_or(libc::ENAMETOOLONG)?;
    bytes.truncate(end);
    Ok(PathBuf::from(OsString::from_vec(bytes)))
}
