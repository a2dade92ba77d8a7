import os
import time


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


file = os.memfd_create("kept")
block, written = b"x" * (1 << 20), 0
try:
    while written < 3 << 10:
        part = os.memfd_create("kept-%d" % written) if written % 32 == 0 else file
        file = part
        written += os.write(part, block) >> 20
except OSError:
    pass
time.sleep(1)  # whoever looks every second sees it
if written >= 2 << 10:
    breach("%d MiB in memory files" % written)
