import os


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


written = 0
for folder in ("/work", "/tmp", "/dev/shm", "/var/tmp", "/src", "/run"):
    for number in range(100):
        try:
            with open(os.path.join(folder, "full-%d" % number), "wb") as file:
                for _ in range(32):
                    written += file.write(b"x" * (1 << 20)) >> 20
        except OSError:
            break
if written > 700:
    breach("%d MiB on disk" % written)
