import glob
import os


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


wanted = ["@CANARY@/secret.txt", "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/proc/1/environ"]
wanted += glob.glob("/home/*") + glob.glob("/root/*") + glob.glob("/run/*") + glob.glob("/sys/fs/cgroup/*")
for path in wanted:
    try:
        with open(path, "rb") as file:
            content = file.read(1 << 16)
        if b"CANARY" in content or b"ATELIER" in content or b"root:" in content:
            breach("read " + path)
        print(path, len(content))
    except OSError:
        pass
for variable in os.environ:
    if "KEY" in variable or "TOKEN" in variable or "CANARY" in variable:
        breach("the variable " + variable)
