# Has a child say that its interpreter leaves with 0, as if it were the program, and goes on.
# source: own; docs/cell-protocol.md
# control: none a plain interpreter has no supervisor
# contained: exit code 9
# not applicable http: its protocol is another
import ctypes
import os
import platform

EXIT_GROUP, LEAVING = (231 if platform.machine() == "x86_64" else 94), 0x5CE1EAF
libc = ctypes.CDLL(None)
if os.fork() == 0:
    libc.syscall(EXIT_GROUP, 0, LEAVING)
os.wait()
print("went on: refused", flush=True)
os._exit(9)
