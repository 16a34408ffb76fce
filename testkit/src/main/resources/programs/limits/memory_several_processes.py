"""Five processes of 40 MiB each: none is above the limit, all together are."""
import os
import sys
import time

print("started", flush=True)
children = []
for _ in range(5):
    children.append(os.fork())
    if children[-1] == 0:
        held = b"x" * (40 << 20)
        time.sleep(0.7)
        os._exit(0)
codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
if any(codes):
    sys.exit(f"children ended with {codes}")
print("ended")
