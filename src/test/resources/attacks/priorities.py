import os
import resource


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for act in (lambda: os.nice(-20), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
            lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 20, 1 << 20)),
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1)), lambda: os.setuid(0)):
    try:
        act()
        breach("raised a priority or limit")
    except (OSError, ValueError):
        pass
