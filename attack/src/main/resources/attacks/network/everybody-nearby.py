# Sends to broadcast and multicast addresses.
# source: own
# control: none it would reach other machines
import socket

from attempts import attempt


def send(address):
    client = socket.socket(type=socket.SOCK_DGRAM)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    client.sendto(b"x", (address, 1900))


attempt("broadcast", lambda: send("255.255.255.255"))
attempt("multicast", lambda: send("239.255.255.250"))
