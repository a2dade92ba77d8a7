import socket


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for family, kind in ((16, 3), (40, 1), (17, 3), (38, 5), (44, 3), (2, 3), (31, 3), (29, 3)):
    try:
        socket.socket(family, kind).close()
        breach("made a socket of family %d" % family)
    except OSError:
        pass
