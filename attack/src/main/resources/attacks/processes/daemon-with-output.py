# Leaves a process behind that keeps the output open: who waits for its end waits for the process.
# source: daemon(7)
# control: none plain python3 is answered when the output ends
# contained: exit code 0
import os
import subprocess
import sys

CODE = "import time; time.sleep(4)"

if os.fork() == 0:
    os.setsid()
    os.execv(sys.executable, ["python3", "-c", CODE, "{{marker}}"])
print("left behind")
