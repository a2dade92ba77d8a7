//! The calls by which a process looks after what it has started, and ends it.

use std::io::{Error, Result};

/// A shell's number for the end by a signal.
const BY_SIGNAL: i32 = 128;

fn check(result: libc::c_int) -> Result<()> {
    if result == -1 {
        Err(Error::last_os_error())
    } else {
        Ok(())
    }
}

/// What this process waits for: the end of a child, and what tells it to end.
fn signals() -> libc::sigset_t {
    // SAFETY: the set is initialised by the first call.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        for signal in [libc::SIGCHLD, libc::SIGTERM, libc::SIGINT, libc::SIGHUP] {
            libc::sigaddset(&raw mut set, signal);
        }
        set
    }
}

/// Makes this process the parent of all that it starts and that has no other parent any more, and
/// has it told to end if the studio ends.
pub fn adopt_orphans() -> Result<()> {
    let set = signals();
    // SAFETY: the pointers are null or to a local value, and the other arguments are integers.
    unsafe {
        check(libc::sigprocmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut()))?;
        check(libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))?;
        check(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM, 0, 0, 0))
    }
}

/// Starts a copy of this process, which must have one thread; 0 in the copy. Both have the same
/// table of descriptors until the copy executes something.
pub fn fork_with_descriptors() -> Result<i32> {
    let flags = libc::c_long::from(libc::CLONE_FILES | libc::SIGCHLD);
    // SAFETY: without a stack and shared memory this is fork(2).
    let child = unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) };
    i32::try_from(child).ok().filter(|&child| child >= 0).ok_or_else(Error::last_os_error)
}

/// In the child: a session of its own, without a terminal, and the usual signals. It ends with its
/// parent.
pub fn leave_parent() -> Result<()> {
    let set = signals();
    // SAFETY: the pointers are null or to a local value, and the other arguments are integers.
    unsafe {
        check(libc::setsid())?;
        check(libc::sigprocmask(libc::SIG_UNBLOCK, &raw const set, std::ptr::null_mut()))?;
        check(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0))
    }
}

/// Whether the kernel keeps this process from signals to what has started it.
pub fn cannot_signal_parent() -> bool {
    // SAFETY: signal 0 only asks.
    let result = unsafe { libc::kill(libc::getppid(), 0) };
    result == -1 && Error::last_os_error().raw_os_error() == Some(libc::EPERM)
}

/// Waits until a child ends, or this process is told to end; returns the exit code.
pub fn wait_for(child: i32) -> i32 {
    let set = signals();
    loop {
        // SAFETY: the pointers are null or to a local value.
        let signal = unsafe { libc::sigwaitinfo(&raw const set, std::ptr::null_mut()) };
        if signal > 0 && signal != libc::SIGCHLD {
            return BY_SIGNAL + signal;
        }
        while let Some((ended, code)) = next_ended(libc::WNOHANG) {
            if ended == child {
                return code;
            }
        }
    }
}

/// Ends all processes that this one may signal, at once: only call it where Landlock lets it signal
/// nothing but what it has started.
pub fn end_all_that_may_be_signalled() {
    // SAFETY: -1 stands for all but this process and the first one of the system.
    unsafe { libc::kill(-1, libc::SIGKILL) };
    while next_ended(0).is_some() {}
}

/// A child that has ended, with its exit code; nothing if there is none.
fn next_ended(flags: i32) -> Option<(i32, i32)> {
    let mut status = 0;
    // SAFETY: the pointer is to a local value.
    let ended = unsafe { libc::waitpid(-1, &raw mut status, flags) };
    let code = if libc::WIFSIGNALED(status) {
        BY_SIGNAL + libc::WTERMSIG(status)
    } else {
        libc::WEXITSTATUS(status)
    };
    (ended > 0).then_some((ended, code))
}
