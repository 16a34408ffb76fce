# Stops itself, so that it uses no time and reports no end; a child lets it go on much later.
# source: history 20 (Piston issue 196)
# control: host
# limits: wall=1s
# contained: WALL_TIME
import os
import signal
import time

program = os.getpid()
if os.fork() == 0:
    time.sleep({{long}})
    os.kill(program, signal.SIGCONT)
    os._exit(0)
os.kill(program, signal.SIGSTOP)
print("ran for {{long}} s: ALLOWED (it was not stopped)", flush=True)
