# Kills itself in the middle of what it prints.
# source: own
# control: none a plain interpreter has no supervisor
import os
import signal
import sys

sys.stdout.write("end: refused (as a signal)\n")
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGKILL)
