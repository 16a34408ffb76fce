"""Fills memory files that have no name any more, only descriptors."""
import os

print("started", flush=True)
files = []
for i in range(50):
    file = os.memfd_create(f"held{i}")
    os.ftruncate(file, 4 << 20)
    os.write(file, b"x" * (4 << 20))
    files.append(os.dup(file))
    os.close(file)
print("ended")
