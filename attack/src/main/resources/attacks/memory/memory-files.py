# Fills files that are only in memory and belong to no mount.
# source: history 22 (moby issue 39004)
# control: host
# contained: MEMORY
import os

files = []
for i in range(50):
    files.append(os.memfd_create(f"held{i}"))
    os.write(files[-1], b"x" * (4 << 20))
print("200 MiB held: ALLOWED", flush=True)
