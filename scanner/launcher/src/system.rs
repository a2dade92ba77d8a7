//! Calls of the operating system that the standard library has no safe function for. Beside this
//! file only the attempts of the self-test have unsafe code, and what is needed where there are no
//! namespaces: Landlock, the end of processes, and the kernel's questions.

use std::ffi::{CString, OsString};
use std::io::{Error, ErrorKind, Result};
use std::io::{Seek, Write};
use std::os::fd::{FromRawFd, IntoRawFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;

/// A limit of setrlimit(2); its type differs between C libraries.
pub type Limit = libc::__rlimit_resource_t;

pub const CORE_BYTES: Limit = libc::RLIMIT_CORE;
pub const LOCKED_BYTES: Limit = libc::RLIMIT_MEMLOCK;
pub const QUEUE_BYTES: Limit = libc::RLIMIT_MSGQUEUE;
pub const PENDING_SIGNALS: Limit = libc::RLIMIT_SIGPENDING;
pub const OPEN_FILES: Limit = libc::RLIMIT_NOFILE;
pub const FILE_BYTES: Limit = libc::RLIMIT_FSIZE;
pub const CPU_SECONDS: Limit = libc::RLIMIT_CPU;
pub const PROCESSES: Limit = libc::RLIMIT_NPROC;

const KEYCTL_JOIN_SESSION_KEYRING: libc::c_long = 1;
const FIRST_FREE_DESCRIPTOR: libc::c_uint = 3;
const INSTRUCTION_BYTES: usize = 8;

pub fn check(result: libc::c_long) -> Result<()> {
    if result == -1 {
        return Err(Error::last_os_error());
    }
    Ok(())
}

/// Makes a descriptor the one with this number, and closes all above it. What is executed next
/// inherits it.
pub fn keep_only(descriptor: i32, number: i32) -> Result<()> {
    // SAFETY: the calls take integers; the descriptors above belong to nobody in this program.
    unsafe {
        if descriptor == number {
            check(libc::fcntl(descriptor, libc::F_SETFD, 0).into())?;
        } else {
            check(libc::dup2(descriptor, number).into())?;
        }
        let above = libc::c_uint::try_from(number).unwrap_or_default() + 1;
        libc::syscall(libc::SYS_close_range, above, libc::c_uint::MAX, 0);
    }
    Ok(())
}

/// Closes every descriptor but the standard ones in what is executed next.
pub fn close_on_execute() {
    // SAFETY: the calls take integers and change this process alone.
    unsafe {
        let flag = libc::CLOSE_RANGE_CLOEXEC;
        let all = libc::c_uint::MAX;
        if libc::syscall(libc::SYS_close_range, FIRST_FREE_DESCRIPTOR, all, flag) == 0 {
            return;
        }
        // A Linux before 5.11.
        let most = i32::try_from(libc::sysconf(libc::_SC_OPEN_MAX)).unwrap_or(i32::MAX);
        for descriptor in 3..most {
            libc::fcntl(descriptor, libc::F_SETFD, libc::FD_CLOEXEC);
        }
    }
}

/// Writes to a descriptor; nothing can be done where that fails.
pub fn write(descriptor: i32, bytes: &[u8]) {
    // SAFETY: the pointer is to as many bytes as given.
    unsafe {
        libc::write(descriptor, bytes.as_ptr().cast(), bytes.len());
    }
}

/// Leaves bytes to read, under a descriptor, for what is executed next.
pub fn pass_on(bytes: &[u8], number: i32) -> Result<()> {
    // SAFETY: the name is a literal, and the new descriptor belongs to the file alone.
    let mut file = unsafe {
        let descriptor = libc::memfd_create(c"filter".as_ptr(), 0);
        check(descriptor.into())?;
        std::fs::File::from_raw_fd(descriptor)
    };
    file.write_all(bytes)?;
    file.rewind()?;
    let descriptor = file.into_raw_fd();
    if descriptor == number {
        return Ok(());
    }
    // SAFETY: the calls take integers.
    unsafe {
        check(libc::dup2(descriptor, number).into())?;
        libc::close(descriptor);
    }
    Ok(())
}

/// Gives this process an empty session keyring, keyrings(7), unless the system has none.
pub fn join_new_session_keyring() -> Result<()> {
    let name = std::ptr::null::<libc::c_char>();
    // SAFETY: no name is a valid argument.
    match check(unsafe { libc::syscall(libc::SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, name) }) {
        // Without keyrings, or where another sandbox forbids the call, no key can be read either.
        Err(e) if matches!(e.raw_os_error(), Some(libc::ENOSYS | libc::EPERM)) => Ok(()),
        other => other,
    }
}

/// The limit that holds for this process and cannot be raised.
pub fn current_limit(limit: Limit) -> Result<u64> {
    let mut old = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the pointer is to a local value, which outlives the call.
    check(unsafe { libc::getrlimit(limit, &raw mut old) }.into())?;
    Ok(old.rlim_max)
}

/// Sets a limit, or leaves a lower one that cannot be raised.
pub fn limit(limit: Limit, value: u64) -> Result<()> {
    let value = value.min(current_limit(limit)?);
    let new = libc::rlimit { rlim_cur: value, rlim_max: value };
    // SAFETY: the pointer is to a local value, which outlives the call.
    check(unsafe { libc::setrlimit(limit, &raw const new) }.into())
}

/// The user and the group of this process.
pub fn user_and_group() -> (u32, u32) {
    // SAFETY: the calls have no arguments and cannot fail.
    unsafe { (libc::geteuid(), libc::getegid()) }
}

/// Lets every user open the pipes of the output again, as `/dev/stderr`: they belong to the user
/// that started this process. Who has no process of the job cannot find them.
pub fn open_output_to_all() {
    for descriptor in [libc::STDOUT_FILENO, libc::STDERR_FILENO] {
        // SAFETY: the pointer is to memory for the result, which is zero where the call fails.
        unsafe {
            let mut status: libc::stat = std::mem::zeroed();
            libc::fstat(descriptor, &raw mut status);
            if status.st_mode & libc::S_IFMT == libc::S_IFIFO {
                libc::fchmod(descriptor, 0o622);
            }
        }
    }
}

/// Becomes a user without further groups or privileges.
pub fn become_user(user: u32, group: u32) -> Result<()> {
    // SAFETY: the calls take integers; the list of groups is empty.
    unsafe {
        check(libc::setgroups(0, std::ptr::null()).into())?;
        check(libc::setresgid(group, group, group).into())?;
        check(libc::setresuid(user, user, user).into())
    }
}

/// Enters a new namespace of users, which contains none yet.
pub fn enter_new_users() -> Result<()> {
    // SAFETY: the call takes an integer and changes this process alone.
    unsafe { check(libc::unshare(libc::CLONE_NEWUSER).into()) }
}

/// Makes a copy of this process, in which this returns 0; here it returns the copy's number.
pub fn fork() -> Result<libc::pid_t> {
    // SAFETY: with one thread the child is a complete copy.
    let child = unsafe { libc::fork() };
    check(child.into())?;
    Ok(child)
}

/// Waits for a child, and returns its exit code.
pub fn wait(child: libc::pid_t) -> Result<i32> {
    let mut status = 0;
    // SAFETY: the pointer is to an integer that outlives the call.
    unsafe {
        check(libc::waitpid(child, &raw mut status, 0).into())?;
    }
    if libc::WIFEXITED(status) {
        Ok(libc::WEXITSTATUS(status))
    } else {
        Err(ErrorKind::Interrupted.into())
    }
}

/// Adds a filter of system calls, an array of `struct sock_filter`, for ever.
pub fn filter(code: &[u8]) -> Result<()> {
    set_filter(code, 0).map(|_| ())
}

/// Adds a filter that asks; returns the number of the descriptor by which it does.
pub fn asking_filter(code: &[u8]) -> Result<i32> {
    set_filter(code, libc::SECCOMP_FILTER_FLAG_NEW_LISTENER)
}

fn set_filter(code: &[u8], flags: libc::c_ulong) -> Result<i32> {
    let program: Vec<libc::sock_filter> = code
        .chunks_exact(INSTRUCTION_BYTES)
        .map(|bytes| libc::sock_filter {
            code: u16::from_le_bytes([bytes[0], bytes[1]]),
            jt: bytes[2],
            jf: bytes[3],
            k: u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]),
        })
        .collect();
    let length = libc::c_ushort::try_from(program.len()).map_err(|_| ErrorKind::InvalidInput)?;
    let described = libc::sock_fprog { len: length, filter: program.as_ptr().cast_mut() };
    // SAFETY: the pointer is to a program of the given length, which the kernel copies.
    let result = unsafe {
        check(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0).into())?;
        let set = libc::SECCOMP_SET_MODE_FILTER;
        libc::syscall(libc::SYS_seccomp, set, flags, &raw const described)
    };
    check(result)?;
    Ok(i32::try_from(result).unwrap_or_default())
}

/// Takes over what a call has returned: a new descriptor, or -1.
///
/// # Safety
///
/// The descriptor belongs to nobody else.
pub unsafe fn owned(result: libc::c_long) -> Result<OwnedFd> {
    check(result)?;
    // SAFETY: the caller says so.
    Ok(unsafe { OwnedFd::from_raw_fd(i32::try_from(result).unwrap_or(-1)) })
}

/// Becomes a command, which is searched in `PATH`; returns only if that fails.
pub fn execute(command: &[OsString]) -> Error {
    let words: std::result::Result<Vec<CString>, _> =
        command.iter().map(|word| CString::new(word.clone().into_vec())).collect();
    let Ok(words) = words else { return ErrorKind::InvalidInput.into() };
    let mut pointers: Vec<*const libc::c_char> = words.iter().map(|word| word.as_ptr()).collect();
    pointers.push(std::ptr::null());
    // SAFETY: the pointers are to strings that end with zero, and the last is null. The standard
    // library ignores SIGPIPE in this program; a command expects that it ends it.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        libc::execvp(pointers[0], pointers.as_ptr());
    }
    Error::last_os_error()
}
