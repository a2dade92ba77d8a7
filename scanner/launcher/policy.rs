//! Which system calls a program may make. Three filters hold for every program, and the strictest
//! decides (seccomp(2)): one allows what is listed, and all else does not exist (ENOSYS), also what
//! later kernels add; one refuses (EPERM) what reaches other programs or the kernel's rarely used
//! parts; one refuses memory that nobody could count. Calls in another processor's convention end
//! the process.

/// "Operation not permitted".
pub const EPERM: u32 = 1;

/// "Function not implemented": libraries then use an older call.
pub const ENOSYS: u32 = 38;

/// What ordinary programs use, on both processors. Without clone3, whose flags are in memory that a
/// filter cannot read: libraries then use clone.
pub const ALLOWED: &[&str] = &[FILES, MEMORY, PROCESSES, TIME, EVENTS, MESSAGES, SYSTEM];

/// Files.
const FILES: &str = "\
    chdir close close_range copy_file_range dup dup3 faccessat faccessat2 fadvise64 fallocate fchdir \
    fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock \
    fremovexattr fsetxattr fstat fstatfs fsync ftruncate getcwd getdents64 getxattr \
    inotify_add_watch inotify_init1 inotify_rm_watch ioctl lgetxattr linkat listxattr llistxattr \
    lremovexattr lseek lsetxattr mkdirat mknodat newfstatat openat openat2 pipe2 pread64 preadv \
    preadv2 pwrite64 pwritev pwritev2 read readahead readlinkat readv removexattr renameat renameat2 \
    sendfile setxattr splice statfs statx symlinkat sync sync_file_range syncfs tee truncate umask \
    unlinkat utimensat vmsplice write writev";

/// Memory.
const MEMORY: &str = "\
    brk get_mempolicy madvise map_shadow_stack membarrier memfd_create mincore mlock mlock2 mlockall \
    mmap mprotect mremap mseal msync munlock munlockall munmap pkey_alloc pkey_free pkey_mprotect \
    remap_file_pages";

/// Processes, threads and signals.
const PROCESSES: &str = "\
    capget capset clone execve execveat exit exit_group futex futex_requeue futex_wait futex_waitv \
    futex_wake get_robust_list getcpu getegid geteuid getgid getgroups getpgid getpid getppid \
    getpriority getresgid getresuid getrlimit getrusage getsid gettid getuid ioprio_get ioprio_set \
    kill landlock_add_rule landlock_create_ruleset landlock_restrict_self personality pidfd_open \
    pidfd_send_signal prctl prlimit64 restart_syscall rseq rt_sigaction rt_sigpending rt_sigprocmask \
    rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo \
    sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam \
    sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam \
    sched_setscheduler sched_yield seccomp set_robust_list set_tid_address setfsgid setfsuid setgid \
    setgroups setpgid setpriority setregid setresgid setresuid setreuid setrlimit setsid setuid \
    sigaltstack signalfd4 tgkill tkill wait4 waitid";

/// Time.
const TIME: &str = "\
    clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep setitimer \
    timer_create timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create \
    timerfd_gettime timerfd_settime times";

/// Events and connections.
const EVENTS: &str = "\
    accept accept4 bind connect epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 eventfd2 \
    getpeername getsockname getsockopt listen ppoll pselect6 recvfrom recvmmsg recvmsg sendmmsg \
    sendmsg sendto setsockopt shutdown socket socketpair";

/// Messages and shared memory between processes of the same sandbox.
const MESSAGES: &str = "\
    mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv \
    msgsnd semctl semget semop semtimedop shmat shmctl shmdt shmget";

/// The system.
const SYSTEM: &str = "getrandom sysinfo uname";

/// What exists on x86-64 alone, most of it the older form of a call above.
pub const ALLOWED_ON_X86: &str = "\
    access alarm arch_prctl chmod chown creat dup2 epoll_create epoll_wait eventfd fork futimesat \
    getdents getpgrp inotify_init lchown link lstat mkdir mknod open pause pipe poll readlink rename \
    rmdir select signalfd stat symlink time unlink utime utimes vfork";

/// What a program is refused with an error that says so.
pub const REFUSED: &[&str] = &[OTHERS, KEYS, KERNEL, NAMESPACES, MACHINE];

/// Other processes.
const OTHERS: &str = "\
    kcmp pidfd_getfd process_vm_readv process_vm_writev ptrace";

/// Keys of the host, which no namespace separates.
const KEYS: &str = "\
    add_key keyctl request_key";

/// Parts of the kernel that break-ins use.
const KERNEL: &str = "\
    bpf fanotify_init fanotify_mark io_uring_enter io_uring_register io_uring_setup lookup_dcookie \
    memfd_secret name_to_handle_at open_by_handle_at perf_event_open userfaultfd";

/// Mounts and namespaces.
const NAMESPACES: &str = "\
    chroot fsconfig fsmount fsopen fspick mount mount_setattr move_mount open_tree pivot_root setns \
    umount2 unshare";

/// The machine.
const MACHINE: &str = "\
    acct adjtimex clock_adjtime clock_settime delete_module finit_module init_module kexec_file_load \
    kexec_load mbind migrate_pages move_pages quotactl quotactl_fd reboot set_mempolicy \
    set_mempolicy_home_node setdomainname sethostname settimeofday swapoff swapon syslog vhangup";

/// What a program is refused on x86-64 alone.
pub const REFUSED_ON_X86: &str = "\
    ioperm iopl modify_ldt";

/// Memory that belongs to no process while it is not mapped: only the kernel can count it.
pub const UNCOUNTED_MEMORY: &str = "\
    memfd_create msgget semget shmat shmctl shmget";

/// What reaches others by a name or number where no namespace separates them: System V, message
/// queues, the names of changed files; and what Landlock does not see: owners, attributes and times
/// of files by their paths.
pub const SHARED: &str = "\
    fchownat inotify_add_watch lremovexattr lsetxattr mq_getsetattr mq_notify mq_open \
    mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv msgsnd removexattr semctl semget \
    semop semtimedop setxattr shmat shmctl shmdt shmget";

/// The older forms of those on x86-64.
pub const SHARED_ON_X86: &str = "\
    chown futimesat lchown utime utimes";

/// What makes a socket, where no network namespace separates them.
pub const SOCKETS: &str = "socket";

/// What changes the permissions of a file by its path: the launcher decides and does it.
pub const MODES: &str = "fchmodat fchmodat2";

/// The older form of those on x86-64.
pub const MODES_ON_X86: &str = "chmod";

/// A test of the lower 32 bits of an argument, which are what the kernel looks at in these calls.
pub enum Test {
    /// The argument with this index is this number.
    Is(u8, u32),
    /// It is another number.
    IsNot(u8, u32),
    /// It has all of these bits set.
    Has(u8, u32),
    /// It is a pointer to something, by all of its bits.
    IsPointer(u8),
}

/// Calls that are refused if all of their tests are passed.
pub const REFUSED_IF: &[(&str, &[Test])] = &[
    // Each kind of new namespace, the flags CLONE_NEW of sched.h.
    ("clone", &[Test::Has(0, 0x0002_0000)]),
    ("clone", &[Test::Has(0, 0x0200_0000)]),
    ("clone", &[Test::Has(0, 0x0400_0000)]),
    ("clone", &[Test::Has(0, 0x0800_0000)]),
    ("clone", &[Test::Has(0, 0x1000_0000)]),
    ("clone", &[Test::Has(0, 0x2000_0000)]),
    ("clone", &[Test::Has(0, 0x4000_0000)]),
    // Typing into a terminal: TIOCSTI, TIOCLINUX, TIOCSETD of ioctls.h.
    ("ioctl", &[Test::Is(1, 0x5412)]),
    ("ioctl", &[Test::Is(1, 0x541c)]),
    ("ioctl", &[Test::Is(1, 0x5423)]),
    // All families of addresses but UNIX, IPv4 and IPv6; no network namespace separates some.
    ("socket", &[Test::IsNot(0, 1), Test::IsNot(0, 2), Test::IsNot(0, 10)]),
    ("socketpair", &[Test::IsNot(0, 1)]),
    // All protocols but the default, ICMP, TCP, UDP and ICMPv6: others load parts of the kernel.
    (
        "socket",
        &[
            Test::IsNot(2, 0),
            Test::IsNot(2, 1),
            Test::IsNot(2, 6),
            Test::IsNot(2, 17),
            Test::IsNot(2, 58),
        ],
    ),
    // All execution domains but the usual; the second value only asks.
    ("personality", &[Test::IsNot(0, 0), Test::IsNot(0, u32::MAX)]),
];

/// Calls that are refused beside `SHARED` if all of their tests are passed.
pub const SHARED_IF: &[(&str, &[Test])] = &[
    // Unix sockets, which reach listeners of the host by a path; of pairs those that can be sent
    // from to a path (SOCK_DGRAM, SOCK_RAW).
    ("socket", &[Test::Is(0, 1)]),
    ("socketpair", &[Test::Has(1, 2)]),
    // Limits and priorities of other processes.
    ("prlimit64", &[Test::IsNot(0, 0)]),
    ("setpriority", &[Test::IsNot(1, 0)]),
    ("setpriority", &[Test::Is(0, 2)]),
    ("ioprio_set", &[Test::IsNot(1, 0)]),
    ("ioprio_set", &[Test::IsNot(0, 1)]),
    ("sched_setaffinity", &[Test::IsNot(0, 0)]),
    ("sched_setattr", &[Test::IsNot(0, 0)]),
    ("sched_setparam", &[Test::IsNot(0, 0)]),
    ("sched_setscheduler", &[Test::IsNot(0, 0)]),
    // Times of files by their paths.
    ("utimensat", &[Test::IsPointer(1)]),
];
