# Finds in fresh memory what an earlier run wrote.
# source: own
# control: none a kernel that hands out used pages is broken
# kind: sequence
import mmap

print("memory:", "ALLOWED (found)" if b"earlier-" + b"run" in mmap.mmap(-1, 60 << 20).read() else "refused (zeros)")

# === first
held = ("left-" + "over-of-an-earlier-run") * 2_000_000
import os
os._exit(0)
