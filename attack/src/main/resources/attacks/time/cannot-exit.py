# Forbids itself to exit, by a filter of its own, and hangs.
# source: seccomp(2)
# control: host
# limits: wall=1s
# contained: WALL_TIME
import ctypes
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)
code = b"".join(struct.pack("HBBI", *x) for x in ((0x20, 0, 0, 0), (0x15, 1, 0, 231), (0x15, 0, 1, 60), (6, 0, 0, 0x50001), (6, 0, 0, 0x7FFF0000)))
held = ctypes.create_string_buffer(code)
libc.prctl(38, 1, 0, 0, 0)
libc.prctl(22, 2, ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 5, ctypes.addressof(held))), 0, 0)
end = time.monotonic() + {{long}}
while time.monotonic() < end:
    libc.syscall(231, 0)

print("ran for {{long}} s: ALLOWED", flush=True)
