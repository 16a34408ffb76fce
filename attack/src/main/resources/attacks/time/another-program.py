# Executes another program, which takes its time.
# source: execve(2)
# control: host
# limits: wall=1s
# contained: WALL_TIME
import os
import sys

os.execv(sys.executable, ["python3", "-c", "import time; time.sleep({{long}}); print('ran for {{long}} s: ALLOWED')"])
