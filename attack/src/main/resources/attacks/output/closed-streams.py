# Closes its output and goes on for longer than its time.
# source: own
# control: none plain python3 is answered when the process ends
# limits: wall=1s
# contained: WALL_TIME
import os
import time

os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
os.dup2(1, 2)
time.sleep({{long}})
os._exit(0)
