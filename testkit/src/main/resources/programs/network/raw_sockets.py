"""Tries sockets that see or forge packets, and settings that need CAP_NET_ADMIN."""
import fcntl
import socket

from attempts import attempt

attempt("raw IPv4", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP))
attempt("raw ICMP", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
attempt("raw IPv6", lambda: socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_RAW))
attempt("packet", lambda: socket.socket(17, socket.SOCK_RAW, 3))
attempt("netlink", lambda: socket.socket(16, socket.SOCK_RAW, 0))
attempt("vsock", lambda: socket.socket(40, socket.SOCK_STREAM))
attempt("kernel crypto", lambda: socket.socket(38, socket.SOCK_SEQPACKET))
attempt("bring the loopback down", lambda: fcntl.ioctl(socket.socket(), 0x8914, b"lo".ljust(16, b"\0") + bytes(24)))
