"""Leaves behind what breaks careless cleaning (snekbox, Judge0): deep folders, undecodable names, links to the host's files, bars to deletion."""
import errno
import os
import socket

os.chdir("/dev/shm")
os.symlink("/etc/passwd", "link")
os.symlink("/proc/self/root/etc", "folder")
os.symlink("..", "up")
os.mkfifo("fifo")
socket.socket(socket.AF_UNIX).bind("socket")
open(b"\xff\xfe\n\x1b[31m", "wb").close()
open("-rf", "wb").close()
open("x" * 255, "wb").close()
with open("sparse", "wb") as file:
    file.truncate(1 << 30)
os.mkdir("locked")
open("locked/inner", "wb").close()
os.chmod("locked", 0)
try:
    for _ in range(1000):
        os.mkdir("d")
        os.chdir("d")
except OSError as e:
    assert e.errno == errno.ENOSPC, e
