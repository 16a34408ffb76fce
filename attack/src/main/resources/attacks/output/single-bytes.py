# Prints byte by byte through a pipe that keeps them apart, to keep the reader busy.
# source: pipe(7), O_DIRECT
# control: none it is only slow
# not applicable gvisor: gVisor's pipes do not keep writes apart
import fcntl
import os

fcntl.fcntl(1, fcntl.F_SETFL, os.O_DIRECT)
for _ in range(20000):
    os.write(1, b"x")
print("end: refused (all of it was read)", flush=True)
