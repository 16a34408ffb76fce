"""Spreads its work over children that end before any of them has used much (RLIMIT_CPU alone misses them)."""
import os
import time

while True:
    child = os.fork()
    if child == 0:
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        os._exit(0)
    os.waitpid(child, 0)
