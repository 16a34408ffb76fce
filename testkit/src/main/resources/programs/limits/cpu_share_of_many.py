"""Prints how much of a processor three busy processes get together in one second: where a clock jumps, its process stood still."""
import os
import time

JUMP = 0.0005


def share():
    lost, last = 0.0, time.monotonic()
    while last < start + 1:
        now = time.monotonic()
        if now - last > JUMP:
            lost += now - last
        last = now
    return 1 - lost / (last - start)


start = time.monotonic()
end, ours = os.pipe()
for _ in range(2):
    if os.fork() == 0:
        os.write(ours, f"{share()} ".encode())
        os._exit(0)
own = share()
for _ in range(2):
    os.wait()
print(own + sum(map(float, os.read(end, 1000).split())))
