import os
import socket
import time

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("0.0.0.0", @PORT@))
server.listen()
if os.fork() == 0:
    os.setsid()
    os.close(1)
    os.close(2)
    time.sleep(100_000)
