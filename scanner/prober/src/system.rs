//! Calls of the operating system that the standard library has no safe function for: the only file
//! of this program with unsafe code.

use std::net::TcpStream;
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

const FIRST_FREE_DESCRIPTOR: u32 = 3;

/// Keeps the program from reaching this process, and makes orphans children of this process. The
/// files and the memory of a process that is not dumpable cannot be opened by others of the same
/// user (proc(5), ptrace(2)), so that nobody else writes to the report. Descriptors that
/// the parent left open are closed: commands would inherit them.
pub fn protect() {
    // SAFETY: the calls take integers and change this process alone, which has opened nothing yet.
    unsafe {
        libc::syscall(libc::SYS_close_range, FIRST_FREE_DESCRIPTOR, u32::MAX, 0);
        libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0);
        libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }
}

/// Replaces standard input, which held the plan, by an empty one.
pub fn close_input() -> std::io::Result<()> {
    let empty = std::fs::File::open("/dev/null")?;
    // SAFETY: both descriptors are open; the one of standard input is only replaced.
    match unsafe { libc::dup2(empty.as_raw_fd(), libc::STDIN_FILENO) } {
        -1 => Err(std::io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Sends a signal to a process, to a group (-id), or to all (-1). A process that has ended is no
/// error.
pub fn signal(id: i32, number: i32) {
    // SAFETY: kill takes integers.
    unsafe {
        libc::kill(id, number);
    }
}

/// Returns a child that has ended and was not returned before, orphans included.
pub fn next_ended() -> Option<(i32, ExitStatus)> {
    let mut status = 0;
    // SAFETY: the pointer is to a local integer, which outlives the call.
    let id = unsafe { libc::waitpid(-1, &raw mut status, libc::WNOHANG) };
    (id > 0).then(|| (id, ExitStatus::from_raw(status)))
}

/// The processor time of all processes that `next_ended` has returned, with the children that they
/// have waited for.
pub fn ended_cpu_ms() -> u64 {
    // SAFETY: all zeros are a valid value, and the call fills it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage);
        usage
    };
    let ms = |time: libc::timeval| time.tv_sec * 1_000 + time.tv_usec / 1_000;
    u64::try_from(ms(usage.ru_utime) + ms(usage.ru_stime)).unwrap_or_default()
}

/// Makes closing a connection reset it, so that the other side, which has closed it first, does not
/// keep its port in the state TIME-WAIT (RFC 9293, 3.3.2) and can listen again at once.
pub fn reset_on_close(stream: &TcpStream) {
    let linger = libc::linger { l_onoff: 1, l_linger: 0 };
    let length = libc::socklen_t::try_from(std::mem::size_of_val(&linger)).unwrap_or_default();
    // SAFETY: the pointer is to a local value of the given size; a failure changes nothing.
    unsafe {
        libc::setsockopt(
            stream.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_LINGER,
            (&raw const linger).cast(),
            length,
        );
    }
}
