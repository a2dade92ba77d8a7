//! Calls of the operating system that the standard library has no safe function for: the only file
//! of this program with unsafe code.

use std::io::{Error, ErrorKind, Result};
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::sync::atomic::{AtomicI32, Ordering};

/// What a terminal or a supervisor sends to end a program.
const SIGNALS: [i32; 4] = [libc::SIGTERM, libc::SIGINT, libc::SIGHUP, libc::SIGQUIT];

/// The command's process; 0 before it was started.
static COMMAND: AtomicI32 = AtomicI32::new(0);

/// A signal that came before the command; 0 for none.
static EARLY: AtomicI32 = AtomicI32::new(0);

/// Makes orphans children of this process, and passes signals on: for the first process of a
/// namespace they would have no effect.
pub fn prepare() {
    let handler: extern "C" fn(libc::c_int) = pass_on;
    // SAFETY: prctl takes integers; the handler makes only calls that are allowed in one
    // (signal-safety(7)), and what is executed later does not inherit it.
    unsafe {
        libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        for signal in SIGNALS {
            libc::signal(signal, handler as libc::sighandler_t);
        }
    }
}

extern "C" fn pass_on(signal: libc::c_int) {
    EARLY.store(signal, Ordering::SeqCst);
    send_early();
}

/// From now on signals go to this process, and one that came before goes now.
pub fn pass_signals_to(command: i32) {
    COMMAND.store(command, Ordering::SeqCst);
    send_early();
}

fn send_early() {
    let command = COMMAND.load(Ordering::SeqCst);
    if command == 0 {
        return;
    }
    let signal = EARLY.swap(0, Ordering::SeqCst);
    if signal != 0 {
        // SAFETY: kill takes integers.
        unsafe {
            libc::kill(command, signal);
        }
    }
}

/// Waits for this child, and takes leave of every other that ends meanwhile.
pub fn wait_for(child: i32) -> Result<ExitStatus> {
    loop {
        let mut status = 0;
        // SAFETY: the pointer is to a local integer, which outlives the call.
        let ended = unsafe { libc::waitpid(-1, &raw mut status, 0) };
        if ended == child {
            COMMAND.store(0, Ordering::SeqCst);
            return Ok(ExitStatus::from_raw(status));
        }
        let error = Error::last_os_error();
        if ended == -1 && error.kind() != ErrorKind::Interrupted {
            return Err(error);
        }
    }
}
