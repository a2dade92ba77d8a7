//! Landlock, landlock(7): what a process may open, connect to and signal, for ever, and what it
//! starts. It needs no namespace and no privilege.

use crate::system;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{Error, Result};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;

/// Linux 6.12, the first that separates signals and abstract sockets. Before it a program could end
/// every process of its user, the studio's too.
const FIRST_ABI: libc::c_long = 6;

const VERSION: u32 = 1;
const PATH_BENEATH: libc::c_int = 1;

const EXECUTE: u64 = 1;
const WRITE_FILE: u64 = 1 << 1;
const READ_FILE: u64 = 1 << 2;
const READ_DIR: u64 = 1 << 3;
const MAKE_CHAR: u64 = 1 << 6;
const MAKE_SOCK: u64 = 1 << 9;
const MAKE_BLOCK: u64 = 1 << 11;
const TRUNCATE: u64 = 1 << 14;
const IOCTL_DEV: u64 = 1 << 15;
const ALL_OF_FILES: u64 = (1 << 16) - 1;
const ON_A_FILE: u64 = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;
const ALL_OF_TCP: u64 = 3;
const ALL_SCOPES: u64 = 3;

/// Reading and executing.
pub const READ: u64 = EXECUTE | READ_FILE | READ_DIR;

/// Everything but devices and sockets.
pub const WRITE: u64 = ALL_OF_FILES & !(MAKE_CHAR | MAKE_BLOCK | MAKE_SOCK | IOCTL_DEV);

/// Reading, and writing to what is there, such as `/dev/null`.
pub const USE: u64 = READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV;

/// `struct landlock_ruleset_attr`.
#[repr(C)]
struct Handled {
    files: u64,
    tcp: u64,
    scopes: u64,
}

/// `struct landlock_path_beneath_attr`.
#[repr(C, packed)]
struct PathBeneath {
    allowed: u64,
    descriptor: i32,
}

/// What a process may do; nothing that is not added.
pub struct Rules(OwnedFd);

impl Rules {
    /// Rules for files, and for TCP unless there is a network.
    pub fn new(offline: bool) -> Result<Self> {
        let tcp = if offline { ALL_OF_TCP } else { 0 };
        Self::create(&Handled { files: ALL_OF_FILES, tcp, scopes: ALL_SCOPES })
    }

    /// Rules that only keep a process from reaching those outside by signals and traces.
    pub fn of_scopes() -> Result<Self> {
        Self::create(&Handled { files: 0, tcp: 0, scopes: ALL_SCOPES })
    }

    fn create(handled: &Handled) -> Result<Self> {
        let none = std::ptr::null::<Handled>();
        // SAFETY: the pointers are null or to a value of the given size; the descriptor is new.
        unsafe {
            let abi = libc::syscall(libc::SYS_landlock_create_ruleset, none, 0, VERSION);
            if abi < FIRST_ABI {
                let problem = match abi {
                    -1 => "the kernel has no Landlock",
                    _ => "the kernel's Landlock does not separate signals, as that of Linux 6.12",
                };
                return Err(Error::other(problem));
            }
            let size = size_of::<Handled>();
            let made = libc::syscall(libc::SYS_landlock_create_ruleset, handled, size, 0);
            Ok(Rules(system::owned(made)?))
        }
    }

    /// Allows something at and below a path; where there is nothing, nothing is allowed.
    pub fn allow(&self, path: &OsStr, access: u64) -> Result<()> {
        let opened = OpenOptions::new().read(true).custom_flags(libc::O_PATH).open(path);
        // What the job's user cannot reach it cannot use.
        let Ok(file) = opened else { return Ok(()) };
        let allowed = if file.metadata()?.is_dir() { access } else { access & ON_A_FILE };
        self.add(&file, allowed)
    }

    fn add(&self, file: &File, allowed: u64) -> Result<()> {
        let rule = PathBeneath { allowed, descriptor: file.as_raw_fd() };
        let own = self.0.as_raw_fd();
        // SAFETY: the pointer is to a rule of the kind that is named.
        let result = unsafe {
            libc::syscall(libc::SYS_landlock_add_rule, own, PATH_BENEATH, &raw const rule, 0)
        };
        if result == 0 {
            Ok(())
        } else {
            Err(Error::last_os_error())
        }
    }

    /// Makes them hold for this process.
    pub fn restrict(&self) -> Result<()> {
        // SAFETY: the calls take integers and restrict this process.
        let result = unsafe {
            if libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 {
                return Err(Error::last_os_error());
            }
            libc::syscall(libc::SYS_landlock_restrict_self, self.0.as_raw_fd(), 0)
        };
        if result == 0 {
            Ok(())
        } else {
            Err(Error::last_os_error())
        }
    }
}
