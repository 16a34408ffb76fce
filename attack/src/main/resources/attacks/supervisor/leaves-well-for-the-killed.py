# Is killed, and has its orphan say that its interpreter leaves with 0.
# source: own; docs/cell-protocol.md
# control: none a plain interpreter has no supervisor
# contained: signal SIGKILL
# not applicable http: its protocol is another
import ctypes
import os
import platform
import signal

EXIT_GROUP, LEAVING = (231 if platform.machine() == "x86_64" else 94), 0x5CE1EAF
libc = ctypes.CDLL(None)
program = os.getpid()
if os.fork() == 0:
    os.kill(program, signal.SIGKILL)
    while True:
        libc.syscall(EXIT_GROUP, 0, LEAVING)
signal.pause()
