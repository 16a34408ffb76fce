"""Tells an interpreter that has started already which script it was started for.

The zygote's command line names a script with a very long name that no file has. CPython has kept copies of that name, which
``prepare`` finds in the interpreter's configuration and ``begin`` overwrites in place. Nothing is assumed about where in the
structure they are, so another release of CPython either works or is refused at start.
"""

import ctypes
import os
import struct
import sys

# as in Confinement.java
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/workspace",
    "LANG": "C.UTF-8",
    "TMPDIR": "/dev/shm",
}
OWN_DIRECTORY = os.path.dirname(__file__)
WORD = struct.calcsize("P")
WIDE = struct.calcsize("=I")
LONGEST_CONFIGURATION = 1024

_copies = []
_command_line = range(0)  # where the kernel shows /proc/self/cmdline from


class Request:
    """The script and its arguments: u32 count, then each: u32 length, bytes."""

    def __init__(self, arguments):
        count, at = struct.unpack_from("!I", arguments)[0], 4
        self.command = []
        for _ in range(count):
            length = struct.unpack_from("!I", arguments, at)[0]
            self.command.append(os.fsdecode(arguments[at + 4 : at + 4 + length]))
            at += 4 + length


def prepare():
    """Finds the copies of the script's name. Raises RuntimeError where CPython keeps them differently."""
    global _command_line
    with open("/proc/self/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    _command_line = range(int(fields[45]), int(fields[46]))  # arg_start and arg_end of proc(5), which counts from 1
    get_config = ctypes.pythonapi._Py_GetConfig
    get_config.restype = ctypes.c_void_p
    configuration = get_config()
    name = sys.orig_argv[1].encode("utf-32-le")
    with open("/proc/self/mem", "rb", buffering=0) as memory:
        for at in range(configuration, configuration + LONGEST_CONFIGURATION, WORD):
            pointer = _word(memory, at)
            for candidate in (pointer, _word(memory, pointer)):  # a string, or the first of a list of strings
                if _read(memory, candidate, len(name)) == name and candidate not in _copies:
                    _copies.append(candidate)
    if len(_copies) < 2:
        raise RuntimeError("this interpreter does not keep its command line where it can be found")


def _word(memory, at):
    data = _read(memory, at, WORD)
    return struct.unpack("P", data)[0] if data else 0


def _read(memory, at, length):
    try:
        return os.pread(memory.fileno(), length, at) if 4096 < at < 1 << 56 else b""
    except OSError:
        return b""


def restore():
    """Takes away what started the zygote: its path and its environment."""
    sys.path.remove(OWN_DIRECTORY)
    sys.path_importer_cache.pop(OWN_DIRECTORY, None)
    os.environ.clear()
    os.environ.update(ENVIRONMENT)


def begin(request):
    """Leaves the interpreter as if it had been started for this request."""
    script = request.command[1]
    for copy in _copies:
        wide = script.encode("utf-32-le", "surrogateescape") + bytes(WIDE)
        ctypes.memmove(copy, wide, len(wide))
    shown = b"".join(os.fsencode(argument) + b"\0" for argument in request.command)[: len(_command_line) - 1]
    ctypes.memmove(_command_line.start, shown.ljust(len(_command_line), b"\0"), len(_command_line))
    sys.orig_argv[:] = request.command
    sys.argv[:] = request.command[1:]
