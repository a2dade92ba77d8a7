import threading
import time


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


started = 0
try:
    while started < 100_000:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        started += 1
except RuntimeError:
    pass
if started > 3_000:
    breach("%d threads at a time" % started)
