import ctypes
import os


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(16, 1, 0, 0) == 0:
    libc.ptrace(17, 1, 0, 0)
    breach("attached to process 1")
if libc.syscall(312, os.getpid(), 1, 1, 0, 0) >= 0:
    breach("compared itself with process 1")
