"""Uses about 0.3 s of CPU time, 40 MiB of memory and five children, so that the figures reported can be checked."""
import os
import time

memory = bytearray(os.urandom(1024)) * (40 * 1024)
end = time.process_time() + 0.3
while time.process_time() < end:
    pass
children = []
for _ in range(5):
    children.append(os.fork())
    if children[-1] == 0:
        time.sleep(0.3)
        os._exit(0)
for child in children:
    os.waitpid(child, 0)
