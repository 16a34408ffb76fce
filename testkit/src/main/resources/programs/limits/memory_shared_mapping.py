"""Fills a shared anonymous mapping, which the kernel keeps in a tmpfs (moby issue 39004)."""
import mmap

print("started", flush=True)
held = mmap.mmap(-1, 200 << 20)
for _ in range(200):
    held.write(b"x" * (1 << 20))
print("ended")
