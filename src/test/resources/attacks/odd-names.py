import os

for name in (b"new\nline", b"\xff\xfe", b"x" * 255, b" ", b"-rf", b"$(id)", b"a\x1b[2J", b"..."):
    with open(name, "wb") as file:
        file.write(b"x")
folder = "/work"
for _ in range(5_000):
    try:
        os.chdir(folder)
        os.mkdir("deeper")
        folder = "deeper"
    except OSError:
        break
