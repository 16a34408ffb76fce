# Loads system call filters, which live in memory of the kernel, in many processes.
# source: own; bpf_jit_limit
# control: none no more than a few megabytes fit into the longest chain of filters
# contained: MEMORY
import ctypes
import os
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)
code = ctypes.create_string_buffer(struct.pack("HBBI", 0, 0, 0, 1) * 4000 + struct.pack("HBBI", 6, 0, 0, 0x7FFF0000))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 4001, ctypes.addressof(code)))
libc.prctl(38, 1, 0, 0, 0)
reader, writer = os.pipe()
for _ in range(60):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        count = 0
        while count < 8 and libc.prctl(22, 2, program, 0, 0) == 0:
            count += 1
        os.write(writer, bytes([count]))
        time.sleep(0.5)
        os._exit(0)
time.sleep(0.4)
total = sum(os.read(reader, 4096)) * 4001 * 16

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
