//! A program that tries what no program may do, to find out whether the sandbox holds on this
//! system. It prints `open WHAT` for each attempt that succeeded, then `held N of M`.

use crate::attempts as attempt;
use std::io::ErrorKind;
use std::path::Path;

/// An attempt: what is open if it succeeds, and whether it was refused.
type Row = (&'static str, fn() -> bool);

const ROWS: &[Row] = &[
    ("no filter of system calls holds", attempt::filter_is_on),
    ("programs may gain privileges", attempt::privileges_are_gone),
    ("programs run as root", attempt::is_not_root),
    ("files of the host can be read", || {
        ["/etc/shadow", "/run", "/sys"].iter().all(|path| cannot_enter(path))
    }),
    ("installed software can be changed", || {
        ["/usr/bin", "/etc", "/src", "/"].iter().all(|folder| is_read_only(folder))
    }),
    ("descriptors of the studio are open", only_standard_descriptors),
    ("keys of the host can be read (keyctl)", attempt::keys),
    ("the kernel can be reached by netlink sockets", || attempt::socket(libc::AF_NETLINK)),
    ("the host can be reached by vsock sockets", || attempt::socket(libc::AF_VSOCK)),
    ("packets can be forged (packet sockets)", || attempt::socket(libc::AF_PACKET)),
    ("rarely used families of sockets are open", || attempt::socket(libc::AF_ALG)),
    ("other processes can be stopped (ptrace)", attempt::trace),
    ("other processes can be read", attempt::other_memory),
    ("descriptors of other processes can be taken", attempt::other_descriptors),
    ("userfaultfd", || attempt::call(libc::SYS_userfaultfd, [1, 0, 0])),
    ("memfd_secret", || attempt::call(libc::SYS_memfd_secret, [0, 0, 0])),
    ("io_uring", || attempt::call(libc::SYS_io_uring_setup, [1, 0, 0])),
    ("bpf", || attempt::call(libc::SYS_bpf, [0, 0, 0])),
    ("perf_event_open", || attempt::call(libc::SYS_perf_event_open, [0, 0, -1])),
    ("personality", || attempt::call(libc::SYS_personality, [0x4_0000, 0, 0])),
    ("open_by_handle_at", || attempt::call(libc::SYS_open_by_handle_at, [-1, 0, 0])),
    ("folders can be mounted", || attempt::call(libc::SYS_fsopen, [0, 0, 0])),
    ("the root folder can be changed", || attempt::call(libc::SYS_chroot, [0, 0, 0])),
    ("namespaces can be made", || attempt::call(libc::SYS_unshare, [0x1000_0000, 0, 0])),
    ("namespaces can be entered", || attempt::call(libc::SYS_setns, [-1, 0, 0])),
    ("processes in namespaces can be made", attempt::clone_into_namespace),
    ("text can be typed into a terminal", attempt::type_into_terminal),
    ("the processor's segments can be changed", attempt::segments),
    ("the filter can be avoided by 32-bit calls", attempt::other_convention),
];

/// How writing is refused; a folder that does not exist cannot be written to either.
const REFUSALS: &[i32] = &[libc::EROFS, libc::EACCES, libc::EPERM, libc::ENOENT];

const HOMES: &[&str] = &["/root", "/home"];

/// What only the kernel's control groups fence where they are used.
const PROCESSES: Row = ("no limit on processes", attempt::processes);

const MEMORY: Row = ("no limit on memory without a process", attempt::uncounted_memory);

const NETWORK: Row = ("the network can be reached", || {
    let has_sockets = !attempt::socket(libc::AF_INET) || !attempt::socket(libc::AF_INET6);
    !has_sockets
        || std::fs::read_to_string("/proc/net/dev")
            .is_ok_and(|text| text.lines().skip(2).all(|line| line.trim_start().starts_with("lo:")))
});

/// What namespaces prevent, and Landlock and the filters where there are none.
const WITHOUT_NAMESPACES: &[Row] = &[
    ("processes of the host can be signalled", attempt::signals),
    ("the environment of processes of the host can be read", || {
        ["environ", "root", "cwd"].iter().all(|name| cannot_enter(&format!("/proc/1/{name}")))
    }),
    ("processes of the host can be slowed down", attempt::other_limits),
    ("sockets of the host can be reached by a path", || attempt::socket(libc::AF_UNIX)),
    ("memory and queues of the host can be reached", attempt::names_of_host),
    ("permissions of the host's files can be changed", attempt::permissions),
    ("changes in folders of the host can be watched", || {
        attempt::call(libc::SYS_inotify_add_watch, [-1, 0, 0])
    }),
];

/// Makes all attempts; `allowed` names what this sandbox allows on purpose, also folders of
/// toolchains that it shows at their own paths.
pub fn run(allowed: &[String]) -> i32 {
    let mut rows = ROWS.to_vec();
    for (word, row) in [("memory", MEMORY), ("network", NETWORK), ("processes", PROCESSES)] {
        if !allowed.iter().any(|name| name == word) {
            rows.push(row);
        }
    }
    if allowed.iter().any(|name| name == "no-namespaces") {
        rows.extend(WITHOUT_NAMESPACES);
    }
    let mut open: Vec<_> = rows.iter().filter(|(_, held)| !held()).map(|(what, _)| *what).collect();
    if !HOMES.iter().all(|home| leads_only_to(Path::new(home), allowed)) {
        open.push("files of home folders can be read");
    }
    for what in &open {
        println!("open {what}");
    }
    println!("held {} of {}", rows.len() + 1 - open.len(), rows.len() + 1);
    0
}

/// Whether nothing is at or below a path but folders that are shown, and those that contain them.
fn leads_only_to(path: &Path, shown: &[String]) -> bool {
    if !exists(path) || shown.iter().any(|folder| path == Path::new(folder)) {
        return true;
    }
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().all(|entry| leads_only_to(&entry.path(), shown)),
        Err(error) => error.kind() == ErrorKind::PermissionDenied,
    }
}

fn exists(path: impl AsRef<Path>) -> bool {
    path.as_ref().symlink_metadata().is_ok()
}

fn cannot_enter(path: &str) -> bool {
    std::fs::File::open(path).is_err()
}

fn is_read_only(folder: &str) -> bool {
    let written = std::fs::File::create(Path::new(folder).join("atelier-selftest"));
    written.is_err_and(|e| e.raw_os_error().is_some_and(|number| REFUSALS.contains(&number)))
}

/// The standard three, and the one that lists them.
fn only_standard_descriptors() -> bool {
    std::fs::read_dir("/proc/self/fd").is_ok_and(|entries| entries.count() <= 4)
}
