"""Reads 60 MiB of the image's files: the kernel's cache of them can be dropped and must not kill."""
import os

total = 0
for directory, _, names in os.walk("/usr/lib"):
    for name in names:
        try:
            with open(os.path.join(directory, name), "rb") as file:
                while block := file.read(1 << 20):
                    total += len(block)
        except OSError:
            pass
        if total > 60 << 20:
            raise SystemExit(0)
