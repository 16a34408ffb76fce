# Touches one page in each two megabytes: what fills up are the page tables.
# source: own; Documentation/mm
# control: host
# contained: MEMORY
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
address = libc.mmap(None, ctypes.c_size_t(130 << 30), 1, 0x4022, -1, ctypes.c_long(0))
libc.madvise(ctypes.c_void_p(address), ctypes.c_size_t(130 << 30), 15)
total = 0
while total < 200 << 20 and address != 2**64 - 1:
    ctypes.string_at(address + total // 4096 * (2 << 20), 1)
    total += 4096

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
