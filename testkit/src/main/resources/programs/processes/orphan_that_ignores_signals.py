"""Leaves a busy process behind that ignores signals and forks on."""
import os
import signal
import time

ready, told = os.pipe()
if os.fork() == 0:
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except OSError:
            pass
    os.write(told, b"!")
    while True:
        if os.fork() != 0:
            os._exit(0)
        os.setsid()
        time.sleep(0.001)
os.read(ready, 1)
print("left one behind")
