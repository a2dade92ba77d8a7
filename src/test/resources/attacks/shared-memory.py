import ctypes
import time


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
held = 0
for _ in range(48):
    segment = libc.shmget(0, 64 << 20, 0o1600)
    if segment < 0:
        break
    address = libc.shmat(segment, None, 0)
    if address in (None, 2**64 - 1):
        break
    ctypes.memset(address, 1, 64 << 20)
    held += 64
time.sleep(1)
if held >= 2 << 10:
    breach("%d MiB of shared memory" % held)
