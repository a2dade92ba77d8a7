//! Executes the filters as the kernel does, also those of the other processor.

use super::{Filters, AARCH64, X86_64};

const ALLOW: u32 = 0x7fff_0000;
const KILL_PROCESS: u32 = 0x8000_0000;
const ERRNO: u32 = 0x0005_0000;
const EPERM: u32 = 1;
const ENOSYS: u32 = 38;

/// The architecture's number (`AUDIT_ARCH` of audit.h), the filters, and the column of numbers.
const PROCESSORS: [(u32, &Filters, usize); 2] =
    [(0xc000_003e, &X86_64, 0), (0xc000_00b7, &AARCH64, 1)];

const READ: [u32; 2] = [0, 63];
const EXECVE: [u32; 2] = [59, 221];
const IOCTL: [u32; 2] = [16, 29];
const SOCKET: [u32; 2] = [41, 198];
const SOCKETPAIR: [u32; 2] = [53, 199];
const CLONE: [u32; 2] = [56, 220];
const PERSONALITY: [u32; 2] = [135, 92];
const MEMFD_CREATE: [u32; 2] = [319, 279];
const SHMGET: [u32; 2] = [29, 194];
const CLONE3: [u32; 2] = [435, 435];

/// What a filter says of a call: classic BPF, whose input is `struct seccomp_data`.
fn execute(code: &[u8], architecture: u32, call: u32, arguments: [u64; 3]) -> u32 {
    let mut data = [call.to_le_bytes(), architecture.to_le_bytes(), [0; 4], [0; 4]].concat();
    data.extend(arguments.iter().flat_map(|argument| argument.to_le_bytes()));
    data.resize(64, 0);
    let word = |at: usize| {
        let bytes = data[at..at + 4].try_into().expect("four bytes");
        u32::from_le_bytes(bytes)
    };
    let (mut at, mut a) = (0, 0);
    loop {
        let line = &code[at * 8..at * 8 + 8];
        let k = u32::from_le_bytes(line[4..].try_into().expect("four bytes"));
        let operation = u16::from_le_bytes([line[0], line[1]]);
        at += 1;
        let holds = match operation {
            0x20 => {
                a = word(k as usize);
                continue;
            }
            0x54 => {
                a &= k;
                continue;
            }
            0x06 => return k,
            0x05 => {
                at += k as usize;
                continue;
            }
            0x15 => a == k,
            0x25 => a > k,
            0x35 => a >= k,
            0x45 => a & k != 0,
            other => panic!("operation {other:#x}"),
        };
        at += usize::from(if holds { line[2] } else { line[3] });
    }
}

/// What the filters together say: the strictest, which is the smallest as a signed number, and
/// of equal ones the newest.
fn decide(filters: &Filters, architecture: u32, call: u32, arguments: [u64; 3]) -> u32 {
    [filters.refuse, filters.allow]
        .iter()
        .map(|code| execute(code, architecture, call, arguments))
        .min_by_key(|action| i32::from_le_bytes((action & 0xffff_0000).to_le_bytes()))
        .expect("two filters")
}

fn check(call: [u32; 2], arguments: [u64; 3], expected: u32) {
    for (architecture, filters, column) in PROCESSORS {
        let action = decide(filters, architecture, call[column], arguments);
        assert_eq!(action, expected, "call {} {arguments:?}", call[column]);
    }
}

#[test]
fn allows_what_programs_use() {
    for call in [READ, EXECVE, IOCTL, CLONE, MEMFD_CREATE, SHMGET] {
        check(call, [0; 3], ALLOW);
    }
    for family in [1, 2, 10] {
        check(SOCKET, [family, 1, 0], ALLOW);
    }
    check(SOCKET, [2, 1, 6], ALLOW);
    check(PERSONALITY, [0xffff_ffff, 0, 0], ALLOW);
    // What glibc starts a thread and a process with.
    check(CLONE, [0x003d_0f00, 0, 0], ALLOW);
    check(CLONE, [0x0120_0011, 0, 0], ALLOW);
}

#[test]
fn refuses_what_reaches_others() {
    // ptrace, process_vm_readv, keyctl, mount, setns, bpf, userfaultfd, process_vm_writev.
    let calls = [[101, 117], [310, 270], [250, 219], [165, 40], [308, 268], [321, 280]];
    for call in calls.into_iter().chain([[323, 282], [311, 271], [425, 425]]) {
        check(call, [0; 3], ERRNO | EPERM);
    }
    for family in [0, 3, 16, 17, 38, 40, 0x1_0000_0010] {
        check(SOCKET, [family, 1, 0], ERRNO | EPERM);
    }
    check(SOCKET, [2, 1, 132], ERRNO | EPERM);
    check(SOCKETPAIR, [2, 1, 0], ERRNO | EPERM);
    check(PERSONALITY, [0x4_0000, 0, 0], ERRNO | EPERM);
}

#[test]
fn looks_at_all_flags_and_at_half_of_the_argument() {
    for shift in [17, 25, 26, 27, 28, 29, 30] {
        check(CLONE, [(1 << shift) | 0x11, 0, 0], ERRNO | EPERM);
    }
    for request in [0x5412, 0x541c, 0x5423] {
        check(IOCTL, [0, request, 0], ERRNO | EPERM);
        check(IOCTL, [0, request | 1 << 32, 0], ERRNO | EPERM);
    }
    check(IOCTL, [0, 0x5413, 0], ALLOW);
}

#[test]
fn knows_nothing_of_later_calls() {
    for call in [CLONE3, [999, 999], [1023, 1023]] {
        check(call, [0; 3], ERRNO | ENOSYS);
    }
    // The x32 convention of x86-64.
    let x32 = decide(&X86_64, PROCESSORS[0].0, 0x4000_0000, [0; 3]);
    assert_eq!(x32, ERRNO | ENOSYS);
}

#[test]
fn ends_programs_of_other_processors() {
    for (architecture, filters, column) in PROCESSORS {
        for other in [0x4000_0003, 0x4000_0028, 0xc000_003e, 0xc000_00b7] {
            if other != architecture {
                let action = decide(filters, other, READ[column], [0; 3]);
                assert_eq!(action, KILL_PROCESS);
            }
        }
    }
}

#[test]
fn without_namespaces_refuses_what_is_shared_and_asks_for_modes() {
    const ASK: u32 = 0x7fc0_0000;
    let refused = ERRNO | EPERM;
    for (architecture, filters, column) in PROCESSORS {
        let shared = |call: [u32; 2], arguments| {
            execute(filters.shared, architecture, call[column], arguments)
        };
        assert_eq!(shared(SOCKET, [1, 1, 0]), refused);
        assert_eq!(shared(SOCKET, [2, 1, 0]), ALLOW);
        for kind in [2, 3, 0x8_0002] {
            assert_eq!(shared(SOCKETPAIR, [1, kind, 0]), refused);
        }
        for kind in [1, 5, 0x8_0801] {
            assert_eq!(shared(SOCKETPAIR, [1, kind, 0]), ALLOW);
        }
        // prlimit64, utimensat.
        assert_eq!(shared([302, 261], [1, 7, 0]), refused);
        assert_eq!(shared([302, 261], [0, 7, 0]), ALLOW);
        assert_eq!(shared([280, 88], [3, 0, 0]), ALLOW);
        assert_eq!(shared([280, 88], [3, 1 << 32, 0]), refused);
        let sockets = execute(filters.sockets, architecture, SOCKET[column], [2, 1, 0]);
        assert_eq!(sockets, refused);
        // fchmodat, fchmodat2.
        for call in [[268, 53], [452, 452]] {
            assert_eq!(execute(filters.modes, architecture, call[column], [0; 3]), ASK);
        }
        assert_eq!(execute(filters.modes, architecture, READ[column], [0; 3]), ALLOW);
    }
    assert_eq!(execute(X86_64.modes, PROCESSORS[0].0, 90, [0; 3]), ASK);
}

#[test]
fn refuses_memory_that_nobody_counts() {
    for (architecture, filters, column) in PROCESSORS {
        for call in [MEMFD_CREATE, SHMGET] {
            let action = execute(filters.memory, architecture, call[column], [0; 3]);
            assert_eq!(action, ERRNO | EPERM);
        }
        assert_eq!(execute(filters.memory, architecture, READ[column], [0; 3]), ALLOW);
    }
}
