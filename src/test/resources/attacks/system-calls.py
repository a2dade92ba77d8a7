import ctypes


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


libc = ctypes.CDLL(None, use_errno=True)
stack = ctypes.create_string_buffer(256)
for name, words in {
    "userfaultfd": (323, 1), "memfd_secret": (447, 0), "modify_ldt": (154, 0, stack, 256),
    "io_uring_setup": (425, 8, ctypes.create_string_buffer(512)), "bpf": (321, 0, stack, 72),
    "perf_event_open": (298, stack, 0, -1, -1, 0), "unshare": (272, 0x10000000),
    "setns": (308, 0, 0x10000000), "chroot": (161, b"/tmp"), "mount": (165, b"x", b"/tmp", b"tmpfs", 0, 0),
    "fanotify_init": (300, 0, 0), "kexec_load": (246, 0, 0, 0, 0), "swapon": (167, b"/tmp/x", 0),
    "reboot": (169, 0, 0, 0, 0), "sethostname": (170, b"x", 1), "acct": (163, b"/tmp/x"),
    "init_module": (175, stack, 256, b""), "quotactl": (179, 0, 0, 0, 0), "syslog": (103, 3, stack, 200),
    "clock_settime": (227, 0, stack), "personality": (135, 0x0040000),
}.items():
    if libc.syscall(*words) >= 0:
        breach("the call " + name)
