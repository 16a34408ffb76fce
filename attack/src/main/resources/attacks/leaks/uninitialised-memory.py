# Looks for what others left in memory that it is given.
# source: own
# control: none a kernel that hands out used pages is broken
import mmap
import os

left = mmap.mmap(-1, 40 << 20).read().strip(b"\0")
file = os.memfd_create("fresh")
os.ftruncate(file, 8 << 20)
left += os.read(file, 8 << 20).strip(b"\0")
print("fresh memory:", f"ALLOWED ({left[:20]!r})" if left else "refused (zeros)")
