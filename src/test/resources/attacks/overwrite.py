import os
import sys


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for path in (sys.executable, "/usr/bin/python3", "/bin/sh", "/etc/passwd", "/src/attack.py", "/usr/lib/planted",
             "/launcher", "/proc/1/mem", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger",
             "/proc/sys/kernel/hostname", "/dev/mem", "/dev/kmsg", "/dev/sda"):
    try:
        with open(path, "r+b" if os.path.exists(path) else "wb") as file:
            file.write(b"1")
        breach("wrote to " + path)
    except OSError:
        pass
