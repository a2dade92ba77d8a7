//! The calls by which a process mounts what it and what it starts alone see.

use crate::system::check;
use std::ffi::{CString, OsStr};
use std::io::Result;
use std::os::unix::ffi::OsStrExt;

/// Gives this process mounts of its own, which the host never sees.
pub fn leave_mounts_of_host() -> Result<()> {
    let none = std::ptr::null();
    let private = libc::MS_REC | libc::MS_PRIVATE;
    // SAFETY: the pointers are null or to strings that end with zero.
    unsafe {
        check(libc::unshare(libc::CLONE_NEWNS).into())?;
        check(libc::mount(none, c"/".as_ptr(), none, private, std::ptr::null()).into())
    }
}

/// Shows a file or a folder, with what is mounted below it, at another one too.
pub fn show_folder(from: &OsStr, to: &OsStr) -> Result<()> {
    let from = CString::new(from.as_bytes())?;
    let to = CString::new(to.as_bytes())?;
    let none = std::ptr::null();
    // SAFETY: the pointers are null or to strings that end with zero and outlive the call.
    unsafe {
        // What is mounted below comes along: without it the kernel refuses in a namespace of users.
        let bind = libc::MS_BIND | libc::MS_REC;
        check(libc::mount(from.as_ptr(), to.as_ptr(), none, bind, std::ptr::null()).into())
    }
}

/// The folders of an overlay, by names without commas and colons.
pub struct OverlayFolders<'a> {
    /// What is read and stays as it is.
    pub lower: &'a str,
    /// What is written.
    pub upper: &'a str,
    pub work: &'a str,
    /// Where both appear as one.
    pub merged: &'a str,
    /// Whether it keeps its notes in attributes that only root may set.
    pub attributes_of_root: bool,
}

/// Shows an overlay.
pub fn mount_overlay(folders: &OverlayFolders) -> Result<()> {
    let OverlayFolders { lower, upper, work, merged, attributes_of_root } = folders;
    let attributes = if *attributes_of_root { "" } else { ",userxattr" };
    let data = format!("lowerdir={lower},upperdir={upper},workdir={work}{attributes}");
    mount_new(c"overlay", OsStr::new(merged), data.into_bytes())
}

/// Shows an empty folder in memory.
pub fn mount_memory(target: &OsStr, bytes: u64, files: u64) -> Result<()> {
    mount_new(c"tmpfs", target, format!("size={bytes},nr_inodes={files},mode=755").into_bytes())
}

fn mount_new(kind: &std::ffi::CStr, target: &OsStr, data: Vec<u8>) -> Result<()> {
    let target = CString::new(target.as_bytes())?;
    let data = CString::new(data)?;
    let flags = libc::MS_NOSUID | libc::MS_NODEV;
    // SAFETY: the pointers are to strings that end with zero and outlive the call.
    unsafe {
        let (kind, data) = (kind.as_ptr(), data.as_ptr().cast());
        check(libc::mount(kind, target.as_ptr(), kind, flags, data).into())
    }
}

/// Gives this process a namespace of users, in which it has all rights, and mounts of its own.
pub fn leave_users_and_mounts_of_host() -> Result<()> {
    // SAFETY: the calls take integers and change this process alone.
    unsafe {
        // After a change of user the files of this process in /proc belong to root.
        check(libc::prctl(libc::PR_SET_DUMPABLE, 1, 0, 0, 0).into())?;
        check(libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS).into())
    }
}
