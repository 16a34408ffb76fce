# Fills a shared anonymous mapping, which the kernel keeps in a tmpfs.
# source: history 22 (moby issue 39004)
# control: host
# contained: MEMORY
import mmap

held = mmap.mmap(-1, 200 << 20)
for _ in range(200):
    held.write(b"x" * (1 << 20))
print("200 MiB held: ALLOWED", flush=True)
