"""Fills kernel buffers of pipes, which are charged as well, and then its own memory."""
import os

print("started", flush=True)
for _ in range(100):
    _, writer = os.pipe()
    os.set_blocking(writer, False)
    os.write(writer, b"x" * 65536)
held = [b"x" * (1 << 20) for _ in range(125)]
print("ended")
