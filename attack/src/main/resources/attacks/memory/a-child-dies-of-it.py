# A child takes too much and dies of it; the program looks on and ends well.
# source: own; memory.oom.group
# control: host
# contained: MEMORY
import os
import time

child = os.fork()
if child == 0:
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    held = [b"x" * (1 << 20) for _ in range(200)]
    os._exit(0)
os.waitpid(child, 0)
time.sleep(1.5)
print("went on after the limit: ALLOWED", flush=True)
