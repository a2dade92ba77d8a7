//! The filters of system calls, which the build compiles from `policy.rs`. Of refusals the one of
//! the newest filter counts: the one that says so (EPERM) comes after the one that allows.

use crate::system;

/// The filters for one processor, each an array of `struct sock_filter`.
struct Filters {
    allow: &'static [u8],
    refuse: &'static [u8],
    memory: &'static [u8],
    shared: &'static [u8],
    sockets: &'static [u8],
    modes: &'static [u8],
}

macro_rules! compiled {
    ($processor:literal) => {
        Filters {
            allow: include_bytes!(concat!(env!("OUT_DIR"), "/", $processor, "-allow.bpf")),
            refuse: include_bytes!(concat!(env!("OUT_DIR"), "/", $processor, "-refuse.bpf")),
            memory: include_bytes!(concat!(env!("OUT_DIR"), "/", $processor, "-memory.bpf")),
            shared: include_bytes!(concat!(env!("OUT_DIR"), "/", $processor, "-shared.bpf")),
            sockets: include_bytes!(concat!(env!("OUT_DIR"), "/", $processor, "-sockets.bpf")),
            modes: include_bytes!(concat!(env!("OUT_DIR"), "/", $processor, "-modes.bpf")),
        }
    };
}

#[cfg(any(target_arch = "x86_64", test))]
static X86_64: Filters = compiled!("x86_64");

#[cfg(any(target_arch = "aarch64", test))]
static AARCH64: Filters = compiled!("aarch64");

#[cfg(target_arch = "x86_64")]
use X86_64 as OWN;

#[cfg(target_arch = "aarch64")]
use AARCH64 as OWN;

/// The descriptors of the two filters that bubblewrap reads. The first process of the namespace has
/// them too, since a program can write its memory.
pub const DESCRIPTORS: [i32; 2] = [4, 5];

/// Leaves the filters to bubblewrap.
pub fn pass_on() -> std::io::Result<()> {
    system::pass_on(OWN.allow, DESCRIPTORS[0])?;
    system::pass_on(OWN.refuse, DESCRIPTORS[1])
}

/// Restricts this process, and all that it executes and starts, for ever. Memory is refused that
/// only the kernel can count, unless the kernel fences it.
pub fn install(memory_fenced: bool) -> std::io::Result<()> {
    system::filter(OWN.allow)?;
    system::filter(OWN.refuse)?;
    if memory_fenced {
        return Ok(());
    }
    system::filter(OWN.memory)
}

/// Restricts this process further where no namespace separates it from the host: nothing is shared
/// by name or number, and without a network it has no sockets but pairs.
pub fn install_without_namespaces(offline: bool) -> std::io::Result<()> {
    system::filter(OWN.shared)?;
    if offline {
        return system::filter(OWN.sockets);
    }
    Ok(())
}

/// Lets another process decide on calls of this one that change the permissions of a file by its
/// path; returns the number of the descriptor by which it is asked.
pub fn ask_for_modes() -> std::io::Result<i32> {
    system::asking_filter(OWN.modes)
}

#[cfg(test)]
mod tests;
