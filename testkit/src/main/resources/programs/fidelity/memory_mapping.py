"""Private and shared mappings, of nothing and of a file."""
import mmap

anonymous = mmap.mmap(-1, 4096)
anonymous[:3] = b"abc"
with open(__file__, "rb") as file:
    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    print(anonymous[:3], mapped[:12])
# prints
# b'abc' b'"""Private a'
