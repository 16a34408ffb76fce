# Writes what the host would order to every descriptor and pipe that it can open.
# source: own; docs/cell-protocol.md
# control: none a plain interpreter has no supervisor
import os

for path in [f"/proc/self/fd/{number}" for number in range(64)] + [f"/proc/1/fd/{number}" for number in range(64)]:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        if not path.endswith(("self/fd/1", "self/fd/2")):
            os.write(descriptor, b"ckrx\0\0\0\0" * 100)
    except OSError:
        pass
print("orders: refused (the run goes on)")
