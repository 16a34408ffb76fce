# Five processes of 40 MiB each: none is above the limit, all together are.
# source: history 17; setrlimit(2) counts each alone
# control: host
# contained: MEMORY
import os
import time

children = []
for _ in range(5):
    children.append(os.fork())
    if children[-1] == 0:
        held = b"x" * (40 << 20)
        time.sleep(0.7)
        os._exit(0)
if all(os.waitpid(child, 0)[1] == 0 for child in children):
    print("200 MiB held: ALLOWED", flush=True)
