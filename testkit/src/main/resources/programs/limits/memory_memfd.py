"""Fills a file that is only in memory and belongs to no mount (moby issue 39004)."""
import os

print("started", flush=True)
file = os.memfd_create("held")
for _ in range(200):
    os.write(file, b"x" * (1 << 20))
print("ended")
