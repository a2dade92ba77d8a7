import socket


def breach(what):
    print("BREA" + "CH: " + what, flush=True)


for family, address in (
    (socket.AF_INET, ("127.0.0.1", @API@)), (socket.AF_INET6, ("::1", @API@)),
    (socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_INET, ("169.254.169.254", 80)),
    (socket.AF_INET, ("1.1.1.1", 53)), (socket.AF_UNIX, "/var/run/docker.sock"),
    (socket.AF_UNIX, "/run/dbus/system_bus_socket"), (socket.AF_UNIX, "\0/tmp/.X11-unix/X0")):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            one.settimeout(1)
            one.connect(address)
        breach("connected to %r" % (address,))
    except OSError:
        pass
try:
    socket.getaddrinfo("example.com", 80)
    breach("resolved a name")
except OSError:
    pass
