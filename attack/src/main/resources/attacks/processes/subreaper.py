# Becomes the reaper of its descendants, so that they do not fall to process 1, and leaves some.
# source: prctl(2), PR_SET_CHILD_SUBREAPER
# control: host
# contained: exit code 0
import os
import subprocess
import sys

CODE = "import time; time.sleep(4)"

import ctypes

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 64)
            os.execv(sys.executable, ["python3", "-c", CODE, "{{marker}}"])
        os._exit(0)
print("left behind", flush=True)
os._exit(0)
