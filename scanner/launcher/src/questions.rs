//! The kernel's questions about system calls of other processes, `seccomp_unotify(2)`.

use crate::system;
use std::ffi::{CStr, OsStr};
use std::fs::OpenOptions;
use std::io::{Error, Result};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::fs::OpenOptionsExt;

const RECEIVE: libc::c_ulong = 0xc050_2100;
const SEND: libc::c_ulong = 0xc018_2101;
const IS_VALID: libc::c_ulong = 0x4008_2102;
const PAGE: usize = 4_096;

/// `struct seccomp_notif`: a call that waits for an answer.
#[repr(C)]
#[derive(Default)]
pub struct Question {
    id: u64,
    /// The thread that calls.
    pub process: u32,
    flags: u32,
    /// The number of the call.
    pub call: i32,
    architecture: u32,
    instruction: u64,
    /// Its arguments.
    pub arguments: [u64; 6],
}

/// `struct seccomp_notif_resp`.
#[repr(C)]
struct Answer {
    id: u64,
    value: i64,
    error: i32,
    flags: u32,
}

/// Where the kernel asks.
pub struct Questions(OwnedFd);

impl Questions {
    /// Takes over the descriptor with this number.
    pub fn at(descriptor: RawFd) -> Self {
        // SAFETY: it was made by `system::asking_filter`, and belongs to nobody else here.
        Questions(unsafe { OwnedFd::from_raw_fd(descriptor) })
    }

    /// Waits for the next one; fails if there will be none.
    pub fn next(&self) -> Result<Question> {
        loop {
            let mut question = Question::default();
            match self.control(RECEIVE, &raw mut question) {
                Ok(()) => return Ok(question),
                // The process has ended, or a signal came.
                Err(e) if matches!(e.raw_os_error(), Some(libc::ENOENT | libc::EINTR)) => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// Whether the process still waits: else its number may be that of another one by now.
    pub fn is_valid(&self, question: &Question) -> bool {
        let mut id = question.id;
        self.control(IS_VALID, &raw mut id).is_ok()
    }

    /// Answers with the number of an error, or 0 where the call was made for the process.
    pub fn answer(&self, question: &Question, error: i32) {
        let mut answer = Answer { id: question.id, value: 0, error: -error, flags: 0 };
        // The process may have ended.
        let _ = self.control(SEND, &raw mut answer);
    }

    fn control<T>(&self, request: libc::c_ulong, value: *mut T) -> Result<()> {
        // SAFETY: the pointer is to a value of the size that the request's number contains.
        let result = unsafe { libc::ioctl(self.0.as_raw_fd(), request as _, value) };
        if result == -1 {
            Err(Error::last_os_error())
        } else {
            Ok(())
        }
    }
}

/// Reads up to a page of a process's memory, at least to the end of a page of its own.
pub fn read_memory(process: u32, address: u64) -> Option<Vec<u8>> {
    let mut bytes = vec![0_u8; PAGE];
    let start = usize::try_from(address).ok()?;
    let first = PAGE - start % PAGE;
    let part = |base: usize, length: usize| libc::iovec {
        iov_base: std::ptr::without_provenance_mut(base),
        iov_len: length,
    };
    let own = libc::iovec { iov_base: bytes.as_mut_ptr().cast(), iov_len: PAGE };
    let theirs = [part(start, first), part(start.checked_add(first)?, PAGE - first)];
    let process = i32::try_from(process).ok()?;
    // SAFETY: what is written is in the local vector; the kernel checks the other addresses.
    let count =
        unsafe { libc::process_vm_readv(process, &raw const own, 1, theirs.as_ptr(), 2, 0) };
    bytes.truncate(usize::try_from(count).ok()?);
    Some(bytes)
}

/// Changes the permissions of a file below a folder, whatever links there are on the way.
pub fn change_mode_beneath(folder: &OsStr, path: &CStr, mode: u32) -> Result<()> {
    const CHANGE_MODE: libc::c_long = 452;
    let root = OpenOptions::new().read(true).custom_flags(libc::O_PATH).open(folder)?;
    let flags = libc::O_PATH | libc::O_CLOEXEC;
    let how =
        [u64::from(flags.unsigned_abs()), 0, libc::RESOLVE_BENEATH | libc::RESOLVE_NO_MAGICLINKS];
    // SAFETY: the pointers are to values of the given sizes, and the new descriptor is owned.
    unsafe {
        let (size, root) = (size_of_val(&how), root.as_raw_fd());
        let opened = libc::syscall(libc::SYS_openat2, root, path.as_ptr(), how.as_ptr(), size);
        let file = system::owned(opened)?;
        let (empty, by_descriptor) = (c"".as_ptr(), libc::AT_EMPTY_PATH);
        if libc::syscall(CHANGE_MODE, file.as_raw_fd(), empty, mode, by_descriptor) == -1 {
            return Err(Error::last_os_error());
        }
    }
    Ok(())
}
