"""Talks to itself by a socket pair, an abstract Unix socket and one with a path."""
import socket

one, other = socket.socketpair()
one.sendall(b"pair")
print(other.recv(100).decode())
for address, name in (("\0contract", b"abstract"), ("/dev/shm/socket", b"path")):
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    client = socket.socket(socket.AF_UNIX)
    client.connect(address)
    client.sendall(name)
    print(server.accept()[0].recv(100).decode())
