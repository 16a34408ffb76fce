# Installs a filter that asks it about system calls, to answer for another process.
# source: seccomp_unotify(2)
# control: host
import ctypes
import struct

from attempts import attempt, call


def listen():
    call(157, 38, 1, 0, 0, 0)
    code = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 1, ctypes.addressof(code)))
    return call(317, 1, 8, program)


attempt("SECCOMP_FILTER_FLAG_NEW_LISTENER", listen)
