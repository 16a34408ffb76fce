# Says that its interpreter leaves, and has a signal wake it up again, to start what goes on behind the answer.
# source: own; docs/cell-protocol.md; seccomp_unotify(2)
# control: none a plain interpreter has no supervisor
# contained: exit code 0
# not applicable http: its protocol is another
import ctypes
import os
import platform
import signal
import time

EXIT_GROUP, LEAVING = (231 if platform.machine() == "x86_64" else 94), 0x5CE1EAF
EVERY_SIGNAL = 0.0002


def go_on(*_):
    if os.fork() == 0:
        signal.setitimer(signal.ITIMER_REAL, 0)
        time.sleep({{long}})
        os._exit(0)


libc = ctypes.CDLL(None)
signal.signal(signal.SIGALRM, go_on)
signal.setitimer(signal.ITIMER_REAL, EVERY_SIGNAL, EVERY_SIGNAL)
libc.syscall(EXIT_GROUP, 0, LEAVING)
os._exit(0)
