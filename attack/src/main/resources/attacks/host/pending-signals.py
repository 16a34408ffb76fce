# Queues signals, which count for the host's root as well.
# source: own; RLIMIT_SIGPENDING in user namespaces
# control: host
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
signal.pthread_sigmask(signal.SIG_BLOCK, {40})
count = 0
while count < 2000 and libc.sigqueue(os.getpid(), 40, ctypes.c_void_p(1)) == 0:
    count += 1
print("signals:", f"{'ALLOWED' if count > 256 else 'refused'} ({count})")
