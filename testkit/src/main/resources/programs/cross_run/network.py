"""Prints what the network's tables say of whoever has used it; with an argument, uses it, and prints whether they say so."""

import socket
import sys

NAMES = ["snmp", "snmp6", "netstat", "dev", "unix", "tcp", "tcp6", "udp", "udp6", "raw", "igmp", "ip6_flowlabel", "arp", "route"]


def tables():
    text = ""
    for name in NAMES:
        try:
            with open("/proc/self/net/" + name) as table:
                text += f"{name}: {table.read()}\n"
        except OSError:
            text += f"{name}: none\n"
    return text


def use():
    """Leaves counters behind, and a connection that waits in time."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sender:
                sender.sendto(b"mark", (address, 9))
            with socket.create_server((address, 0), family=family) as server:
                with socket.create_connection(server.getsockname()[:2]) as client:
                    served, _ = server.accept()
                    client.close()
                    served.close()
        except OSError:
            continue


before = tables()
if len(sys.argv) > 1:
    use()
    print("traces" if tables() != before else "no traces")
else:
    print(before)
