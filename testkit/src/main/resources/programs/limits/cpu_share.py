"""Prints how much of a processor a busy loop gets in one second: where its clock jumps, it stood still."""
import time

JUMP = 0.0005

lost = 0.0
start = last = time.monotonic()
while last < start + 1:
    now = time.monotonic()
    if now - last > JUMP:
        lost += now - last
    last = now
print(1 - lost / (last - start))
