# Stops its children and waits for them.
# source: history 20 (Piston issue 196)
# control: host
# limits: wall=1s
# contained: WALL_TIME
import os
import signal
import time

children = []
for _ in range(3):
    children.append(os.fork())
    if children[-1] == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
if os.fork() == 0:
    time.sleep({{long}})
    for child in children:
        os.kill(child, signal.SIGCONT)
    os._exit(0)
for child in children:
    os.waitpid(child, 0)
print("ran for {{long}} s: ALLOWED (it was not stopped)", flush=True)
