# Leaves a process behind, in a session of its own and with nothing open.
# source: daemon(7)
# control: host
# contained: exit code 0
import os
import subprocess
import sys

CODE = "import time; time.sleep(4)"

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 64)
        os.execv(sys.executable, ["python3", "-c", CODE, "{{marker}}"])
    os._exit(0)
os.wait()
print("left behind")
