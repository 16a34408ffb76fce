# Writes to memory that it shares with its parent until every process has its own.
# source: own; fork(2)
# control: host
# contained: MEMORY
import os
import time

held = bytearray(50 << 20)
reader, writer = os.pipe()
for _ in range(4):
    if os.fork() == 0:
        for at in range(0, len(held), 4096):
            held[at] = 1
        os.write(writer, b"!")
        time.sleep(1)
        os._exit(0)
if sum(len(os.read(reader, 1)) for _ in range(4)) == 4:
    print("200 MiB held: ALLOWED", flush=True)
