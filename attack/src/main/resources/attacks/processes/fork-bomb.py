# Forks as often as it can, up to three hundred.
# source: history 21 (Piston)
# control: host
# contained: MEMORY
import os
import signal
import time

children = []
try:
    while len(children) < 300:
        child = os.fork()
        if child == 0:
            time.sleep(5)
            os._exit(0)
        children.append(child)
except OSError:
    pass
count = len(children)
for child in children:
    os.kill(child, signal.SIGKILL)
for child in children:
    os.waitpid(child, 0)

print('processes' + ":", ("ALLOWED" if count > 200 else "refused"), f"({count})", flush=True)
