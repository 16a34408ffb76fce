"""Leaves a daemon behind that has closed everything."""
import os
import sys

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 100)
        os.execv(sys.executable, ["python3", "-c", "import time; time.sleep(60)", sys.argv[1]])
    os._exit(0)
os.wait()
print("left one behind")
