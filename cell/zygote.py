"""Serves cells: one fork for each datagram, and the wait status of each child for the cell that it belongs to."""

import gc
import os
import select
import socket
import struct
import sys

import confine
import start
import warm

CELLS = 3  # datagrams: u32 cell number, and the descriptors of Cell
FILTER = 4  # the system call filter, as instructions for the kernel
CLONE_NEWPID = 0x20000000


class Cell:
    """A cell's side of a worker, as descriptors."""

    def __init__(self, number, fds):
        self.number = number
        self.namespaces, self.stdin, self.stdout, self.stderr, self.go, self.status = fds

    def close_all_but_status(self):
        for fd in (self.namespaces, self.stdin, self.stdout, self.stderr, self.go):
            os.close(fd)


def serve(visible):
    """Serves until the host is gone. Returns only in a worker, with its request.

    ``visible`` names the modules that CPython itself has imported so far.
    """
    cells = socket.socket(fileno=CELLS)
    confinement = confine.Confinement(FILTER)
    own_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    start.prepare()
    warm.up(sys.argv[1:], visible)
    warm.hide()
    start.restore()
    gc.collect()
    gc.freeze()
    poll = select.poll()
    poll.register(cells, select.POLLIN)
    workers = {}  # descriptor of the process -> (pid, cell)
    while True:
        for fd, _ in poll.poll():
            if fd != CELLS:
                poll.unregister(fd)
                _pass_on_status(fd, *workers.pop(fd))
                continue
            cell = _next_cell(cells)
            if cell is None:
                os._exit(0)
            pid = _fork_into(cell, own_namespace)
            if pid == 0:
                return _await_request(cell, confinement)
            process = os.pidfd_open(pid)
            workers[process] = (pid, cell)
            poll.register(process, select.POLLIN)
            cell.close_all_but_status()


def _next_cell(cells):
    message, fds, _, _ = socket.recv_fds(cells, 16, 8)
    return Cell(struct.unpack("!I", message)[0], fds) if message else None


def _fork_into(cell, own_namespace):
    """Forks a child that is in the cell's pid namespace; the rest it enters by itself."""
    confine.setns(cell.namespaces, CLONE_NEWPID)
    pid = os.fork()
    if pid:
        confine.setns(own_namespace, CLONE_NEWPID)
    return pid


def _pass_on_status(process, pid, cell):
    _, status = os.waitpid(pid, 0)
    os.close(process)
    try:
        os.write(cell.status, struct.pack("!cI", b"x", status))
    except BrokenPipeError:
        pass  # the cell died before its worker
    os.close(cell.status)


def _await_request(cell, confinement):
    """In the worker: gives everything up, reports that it is ready, and waits."""
    try:
        confinement.enter(cell)
        os.write(cell.status, b"r")
        # SECURITY: an inherited descriptor is a way out: the program gets 0, 1, 2, and until it starts the pipe of requests
        os.dup2(cell.go, 3)
        os.closerange(4, 1 << 20)
        open_files, length = struct.unpack("!II", _read(3, 8))
        arguments = _read(3, length)
        os.close(3)
        confine.limit_open_files(open_files)
        return start.Request(arguments)
    except BaseException as error:  # anything at all: a worker that is not what it should be must not run a program
        os.write(2, f"worker: {error!r}\n".encode())
        os._exit(1)


def _read(fd, length):
    parts = []
    while length:
        part = os.read(fd, length)
        if not part:
            os._exit(0)  # the cell is gone
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def become(request):
    """In the worker: leaves the interpreter as it is when it starts a script."""
    start.begin(request)
