# Leaves a process behind that forks and exits all the time, so that no list of processes has it.
# source: history 34; kill(2)
# control: host
# contained: exit code 0
import os
import sys

CHAIN = '''
import os, time
end = time.monotonic() + 3
while time.monotonic() < end:
    if os.fork():
        os._exit(0)
    os.setsid()
    time.sleep(0.05)
'''
if os.fork() == 0:
    os.closerange(0, 64)
    os.execv(sys.executable, ["python3", "-c", CHAIN, "{{marker}}"])
import time
time.sleep(0.3)
print("left behind")
