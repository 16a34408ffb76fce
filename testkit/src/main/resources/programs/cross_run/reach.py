"""Tries to reach a run beside it by all that a machine shares (Zygo pools, dify-sandbox issues 225 and 253, isolate 2.6)."""
import ctypes
import glob
import os
import socket
import sys

from attempts import attempt
from victim import SEGMENT_KEY, TCP, UDP


def found(things):
    things = list(things)
    if not things:
        raise FileNotFoundError("nothing there")
    return things


def others():
    return [int(p) for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, MYSELF, os.getpid())]


def segment():
    number = ctypes.CDLL(None, use_errno=True).shmget(SEGMENT_KEY, 0, 0)
    if number < 0:
        raise FileNotFoundError("no segment")
    return number


def talk_to_udp():
    client = socket.socket(type=socket.SOCK_DGRAM)
    client.connect(("127.0.0.1", UDP))
    client.send(b"x")
    client.settimeout(0.2)
    try:
        client.recv(1)
    except TimeoutError:
        return "somebody is there"


def read_of(process, name):
    with open(f"/proc/{process}/{name}", "rb") as file:
        return file.read(20)


def try_all(marker):
    attempt("shared memory file", lambda: open(f"/dev/shm/{marker}").read())
    attempt("any shared memory", lambda: found(os.listdir("/dev/shm")))
    attempt("system v segment", segment)
    attempt("abstract socket", lambda: socket.socket(socket.AF_UNIX).connect("\0" + marker))
    attempt("tcp listener", lambda: socket.create_connection(("127.0.0.1", TCP)))
    attempt("udp port", talk_to_udp)
    attempt("see its process", lambda: found(others()))
    attempt("read its environment", lambda: [read_of(p, "environ") for p in found(others())])
    attempt("read its memory map", lambda: [read_of(p, "maps") for p in found(others())])
    attempt("signal every process", lambda: [os.kill(p, 0) for p in found(others())])
    attempt("its socket in the table", lambda: found(l for l in open("/proc/net/unix") if marker in l))
    attempt("its files by any process", lambda: found(glob.glob(f"/proc/[0-9]*/root/dev/shm/{marker}")))
    attempt("its message queue", lambda: found(glob.glob("/dev/mqueue/*")))


MYSELF = os.getpid()
if __name__ == "__main__":
    try_all(sys.argv[1])
