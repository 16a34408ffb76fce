# Fills files of /dev/shm that have no name any more, and then its own memory.
# source: history 22
# control: host
# contained: MEMORY
import os

files = []
try:
    for i in range(200):
        files.append(os.open(f"/dev/shm/held{i}", os.O_CREAT | os.O_RDWR))
        os.unlink(f"/dev/shm/held{i}")
        os.write(files[-1], b"x" * (1 << 20))
except OSError:
    pass
held = [b"x" * (1 << 20) for _ in range(200 - len(files))]
print("200 MiB held: ALLOWED", flush=True)
