# Leaves a process behind that ignores all signals and is busy.
# source: signal(7)
# control: host
# contained: exit code 0
import os
import sys

BUSY = '''
import signal, time
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
end = time.monotonic() + 3
while time.monotonic() < end:
    pass
'''
if os.fork() == 0:
    os.closerange(0, 64)
    os.execv(sys.executable, ["python3", "-c", BUSY, "{{marker}}"])
import time
time.sleep(0.3)
print("left behind")
