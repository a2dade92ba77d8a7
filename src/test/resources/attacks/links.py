import os


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for number, target in enumerate(["/etc/shadow", "@CANARY@", "@CANARY@/..", "/proc/1/root", "/", "/src"]):
    os.symlink(target, "link-%d" % number)
for link in range(6):
    for path in ("link-%d" % link, "link-%d/secret.txt" % link):
        try:
            with open(path) as file:
                text = file.read()
            if "CANARY" in text or "root:$" in text:
                breach("read through " + path)
        except OSError:
            pass
    try:
        with open("link-%d/planted" % link, "w") as file:
            file.write("planted")
    except OSError:
        pass
try:
    os.link("/src/attack.py", "/work/hard")
    breach("a hard link out of the sources")
except OSError:
    pass
