import ctypes


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(200)
for name in (b"atelier-canary-@ID@", b"atelier-job-@ID@"):
    for ring in (-1, -2, -3, -4, -5):
        key = libc.syscall(250, 10, ring, b"user", name, 0)
        if key > 0 and libc.syscall(250, 11, key, buffer, 200, 0) > 0:
            breach("read the key " + name.decode())
for ring in (-3, -4, -5):
    if libc.syscall(248, b"user", b"atelier-job-@ID@", b"left behind", 11, ring) > 0:
        breach("left a key behind")
