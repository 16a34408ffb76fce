# Fills the kernel's log by crashes.
# source: own; printk_ratelimit
# control: none logged are faults, of which the kernel lets few through
import os
import signal

for _ in range(30):
    if os.fork() == 0:
        os.kill(os.getpid(), signal.SIGSEGV)
    os.wait()
print("crashes: refused (a signal that was sent is not logged)")
