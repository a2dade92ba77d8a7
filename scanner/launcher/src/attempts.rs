//! Single attempts of the self-test. Each returns whether it was refused.

use crate::system;
use std::io::Error;

/// More processes than any limit allows.
const MANY_PROCESSES: u64 = 4_096;

/// A limit that is reached soon.
const FEW_PROCESSES: usize = 24;

/// Whether a call was refused by rights or does not exist; other errors came too late.
fn refused(result: libc::c_long) -> bool {
    let number = Error::last_os_error().raw_os_error();
    result == -1 && matches!(number, Some(libc::EPERM | libc::EACCES | libc::ENOSYS))
}

/// Makes a call with arguments that can do no harm where it is not refused.
pub fn call(number: libc::c_long, [a, b, c]: [libc::c_long; 3]) -> bool {
    // SAFETY: pointers among the arguments are null, which the kernel checks; the rest are numbers.
    refused(unsafe { libc::syscall(number, a, b, c, 0, 0, 0) })
}

fn status(field: &str) -> Option<String> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix(field).map(|value| value.trim().to_owned()))
}

pub fn filter_is_on() -> bool {
    status("Seccomp:").is_some_and(|value| value == "2")
}

pub fn privileges_are_gone() -> bool {
    status("NoNewPrivs:").is_some_and(|value| value == "1")
        && status("CapEff:").is_some_and(|value| value.chars().all(|digit| digit == '0'))
}

pub fn is_not_root() -> bool {
    // SAFETY: geteuid has no arguments and cannot fail.
    (unsafe { libc::geteuid() }) != 0
}

/// The session keyring, a new key, and a search for one.
pub fn keys() -> bool {
    const GET_KEYRING_ID: libc::c_long = 0;
    const SESSION: libc::c_long = -3;
    call(libc::SYS_keyctl, [GET_KEYRING_ID, SESSION, 0])
        && call(libc::SYS_add_key, [0, 0, 0])
        && call(libc::SYS_request_key, [0, 0, 0])
}

/// A family that the kernel does not have is refused too.
pub fn socket(family: i32) -> bool {
    // SAFETY: socket takes integers.
    let socket = unsafe { libc::socket(family, libc::SOCK_DGRAM, 0) };
    socket == -1 && (refused(-1) || raw_error() == Some(libc::EAFNOSUPPORT))
}

fn raw_error() -> Option<i32> {
    Error::last_os_error().raw_os_error()
}

/// In a process of its own: one that is traced would stop.
pub fn trace() -> bool {
    let trace_me = libc::c_long::from(libc::PTRACE_TRACEME);
    in_child(|| i32::from(!call(libc::SYS_ptrace, [trace_me, 0, 0]))) == Some(0)
}

/// Runs something in a new process and returns what it returns; nothing if a signal ends it.
fn in_child(attempt: impl FnOnce() -> i32) -> Option<i32> {
    let mut status = 0;
    // SAFETY: with one thread the child is a complete copy; the parent waits for it.
    unsafe {
        match libc::fork() {
            -1 => Some(-1),
            0 => libc::_exit(attempt()),
            child => {
                libc::waitpid(child, &raw mut status, 0);
                libc::WIFEXITED(status).then(|| libc::WEXITSTATUS(status))
            }
        }
    }
}

pub fn other_memory() -> bool {
    call(libc::SYS_process_vm_readv, [1, 0, 0])
        && call(libc::SYS_process_vm_writev, [1, 0, 0])
        && call(libc::SYS_kcmp, [1, 1, 0])
}

pub fn other_descriptors() -> bool {
    call(libc::SYS_pidfd_getfd, [-1, 0, 0])
}

/// A call with flags in memory, and one with flags in a register.
pub fn clone_into_namespace() -> bool {
    const NEW_USER: libc::c_long = 0x1000_0000;
    call(libc::SYS_clone3, [0, 0, 0]) && call(libc::SYS_clone, [NEW_USER, 0, 0])
}

pub fn type_into_terminal() -> bool {
    const INPUT: libc::c_long = 0;
    [0x5412, 0x541c, 0x5423].iter().all(|&request| call(libc::SYS_ioctl, [INPUT, request, 0]))
}

#[cfg(target_arch = "x86_64")]
pub fn segments() -> bool {
    call(libc::SYS_modify_ldt, [0, 0, 0]) && call(libc::SYS_iopl, [0, 0, 0])
}

#[cfg(not(target_arch = "x86_64"))]
pub fn segments() -> bool {
    true
}

/// Calls of 32-bit programs have other numbers: a process that makes one must die.
#[cfg(target_arch = "x86_64")]
pub fn other_convention() -> bool {
    const X32_GETPID: libc::c_long = 0x4000_0000 + 39;
    let died = in_child(|| {
        // SAFETY: the call asks for the process's number and changes nothing but the result.
        unsafe { std::arch::asm!("int 0x80", inlateout("eax") 20 => _) };
        0
    });
    died.is_none() && call(X32_GETPID, [0, 0, 0])
}

#[cfg(not(target_arch = "x86_64"))]
pub fn other_convention() -> bool {
    true
}

/// Memory that no process has mapped: files without a name, and messages.
pub fn uncounted_memory() -> bool {
    call(libc::SYS_memfd_create, [0, 0, 0])
        && call(libc::SYS_shmget, [0, 4_096, 0o600])
        && call(libc::SYS_msgget, [0, 0o600, 0])
        && call(libc::SYS_semget, [0, 1, 0o600])
}

/// The first process of the system, and the one that has started this one. Signal 0 only asks.
pub fn signals() -> bool {
    // SAFETY: the call has no arguments and cannot fail.
    let parent = unsafe { libc::getppid() };
    [1, parent].iter().all(|&process| call(libc::SYS_kill, [process.into(), 0, 0]))
}

/// Limits, priority and processors of the process that has started this one.
pub fn other_limits() -> bool {
    const LEAST_PRIORITY: libc::c_long = 19;
    // SAFETY: the call has no arguments and cannot fail.
    let parent = libc::c_long::from(unsafe { libc::getppid() });
    call(libc::SYS_prlimit64, [parent, 0, 0])
        && call(libc::SYS_setpriority, [0, parent, LEAST_PRIORITY])
        && call(libc::SYS_sched_setaffinity, [parent, 0, 0])
}

/// System V and message queues, also by numbers that were found out.
pub fn names_of_host() -> bool {
    call(libc::SYS_shmget, [0, 4_096, 0o600])
        && call(libc::SYS_msgrcv, [0, 0, 0])
        && call(libc::SYS_semop, [0, 0, 0])
        && call(libc::SYS_mq_open, [0, 0, 0])
}

/// Of this program, which the user of the jobs may own: nothing would change.
pub fn permissions() -> bool {
    use std::os::unix::fs::PermissionsExt;
    let Ok(path) = std::env::current_exe() else { return false };
    let permissions = std::fs::Permissions::from_mode(0o555);
    std::fs::set_permissions(path, permissions).is_err() && refused(-1)
}

/// Whether there is a limit on processes, and the system obeys a lower one.
pub fn processes() -> bool {
    let lowered = system::current_limit(system::PROCESSES).is_ok_and(|most| most <= MANY_PROCESSES)
        && system::limit(system::PROCESSES, FEW_PROCESSES as u64).is_ok();
    lowered && started_processes(2 * FEW_PROCESSES) <= FEW_PROCESSES
}

/// Starts so many processes, or as many as the system allows, and ends them.
fn started_processes(most: usize) -> usize {
    let mut children = Vec::new();
    // SAFETY: a child only waits for the signal that ends it; the parent waits for each.
    unsafe {
        while children.len() < most {
            match libc::fork() {
                -1 => break,
                0 => loop {
                    libc::pause();
                },
                child => children.push(child),
            }
        }
        for child in &children {
            libc::kill(*child, libc::SIGKILL);
        }
        for child in &children {
            libc::waitpid(*child, std::ptr::null_mut(), 0);
        }
    }
    children.len()
}
