"""Leaves a hundred orphans that end at once: whoever inherits them must reap them."""
import os
import time

count = 0
for _ in range(100):
    child = os.fork()
    if child == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.waitpid(child, 0)
    time.sleep(0.002)
    count += 1
print(count)
