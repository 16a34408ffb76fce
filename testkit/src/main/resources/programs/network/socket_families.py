"""Prints each family and type of socket that can be made: AF_VSOCK reaches the hypervisor, AF_ALG, AF_NETLINK and AF_PACKET the kernel (isolate 2.6)."""
import socket

for family in range(46):
    for kind in ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET"):
        try:
            socket.socket(family, getattr(socket, kind)).close()
            print(family, kind)
        except OSError:
            pass
