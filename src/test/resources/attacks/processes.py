import os


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        with open("/proc/%s/cmdline" % pid, "rb") as file:
            command = file.read()
        if b"atelier.jar" in command:
            breach("sees the node's process " + pid)
        with open("/proc/%s/root/etc/shadow" % pid, "rb") as file:
            breach("read the files of process " + pid)
    except OSError:
        pass
