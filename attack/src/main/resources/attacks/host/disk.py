# Writes more than 100 MiB to any one place.
# source: history 21; moby
# control: host
# contained: MEMORY
import os
import tempfile

most = 0
for place in ("/var/tmp", "/tmp", "/workspace", ".", "/dev/shm"):
    total = 0
    try:
        with tempfile.TemporaryFile(dir=place, buffering=0) as file:
            while total < 100 << 20:
                total += file.write(b"x" * (1 << 20))
    except OSError:
        pass
    most = max(most, total)
    if most >= 100 << 20:
        break
print("disk:", f"{'ALLOWED' if most >= 100 << 20 else 'refused'} ({most >> 20} MiB)")
