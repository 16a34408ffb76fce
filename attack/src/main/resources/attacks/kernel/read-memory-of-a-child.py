# Reads another process's memory by process_vm_readv.
# source: process_vm_readv(2)
# control: host
import ctypes
import os
import struct

from attempts import attempt, call


def read():
    text, copy = ctypes.create_string_buffer(b"secret"), ctypes.create_string_buffer(6)
    remote, local = (struct.pack("QQ", ctypes.addressof(x), 6) for x in (text, copy))
    return call(310, os.getpid(), local, 1, remote, 1, 0)


attempt("process_vm_readv", read)
