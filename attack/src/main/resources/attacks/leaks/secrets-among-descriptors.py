# Reads from every descriptor and every link in /proc/self/fd.
# source: history 11
# control: none a plain interpreter has no others
import os

found = []
for number in range(3, 256):
    try:
        found.append((number, os.readlink(f"/proc/self/fd/{number}")))
    except OSError:
        pass
found = [(number, target) for number, target in found if not target.startswith("/proc/")]
print("descriptors:", f"ALLOWED ({found[:3]})" if found else "refused (0, 1, 2)")
