import fcntl
import os
import termios


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for number in (0x0101, 0x0102, 0x010b, 0x0800, 0x0500):
    try:
        os.mknod("device-%d" % number, 0o20666, number)
        with open("device-%d" % number, "rb") as device:
            device.read(1)
        breach("made and read the device %d" % number)
    except OSError:
        pass
try:
    fcntl.ioctl(0, termios.TIOCSTI, b"x")
    breach("typed into a terminal")
except OSError:
    pass
