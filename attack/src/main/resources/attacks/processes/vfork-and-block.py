# Blocks a parent in vfork, where it can hardly be signalled.
# source: vfork(2)
# control: none the child sleeps as long as it likes
# limits: wall=1s
# contained: WALL_TIME
import ctypes

ctypes.CDLL(None)["posix_spawn"]
import subprocess
import sys

subprocess.run([sys.executable, "-c", "import time; time.sleep({{long}})"], close_fds=False)
print("ran on: ALLOWED (it was not stopped)")
