"""Leaves everything open that a neighbour could reach, and waits to be attacked."""
import ctypes
import socket
import sys
import time

# Ports below those that the kernel gives to clients: a client given the one that it asks for would meet itself.
SEGMENT_KEY, TCP, UDP = 0x5CE, 25454, 25455


def set_up(marker):
    with open(f"/dev/shm/{marker}", "w") as file:
        file.write("secret")
    segment = ctypes.CDLL(None).shmget(SEGMENT_KEY, 4096, 0o1666)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("\0" + marker)
    listener.listen()
    tcp = socket.create_server(("127.0.0.1", TCP))
    udp = socket.socket(type=socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", UDP))
    return segment, listener, tcp, udp


if __name__ == "__main__":
    held = set_up(sys.argv[1])
    print("ready", flush=True)
    time.sleep(9)
