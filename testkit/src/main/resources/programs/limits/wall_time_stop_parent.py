"""Children that stop whatever is above them, again and again (Piston issue 196)."""
import os
import signal
import time

print("started", flush=True)
program = os.getpid()
if os.fork() == 0:
    while True:
        for victim in (program, os.getppid(), 1, -1, 0):
            try:
                os.kill(victim, signal.SIGSTOP)
            except OSError:
                pass
        time.sleep(0.01)
time.sleep(60)
