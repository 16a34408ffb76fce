import socket

try:
    socket.create_connection(("192.0.2.1", 80), 1)
except OSError as e:
    print(repr(e))
a, b = socket.socketpair()
a.send(b"x")
print(b.recv(1), socket.gethostname())
