"""Prints how much of a processor three busy processes get together in one second."""
import os
import time


def work():
    while time.monotonic() < start + 1:
        pass


start = time.monotonic()
children = []
for _ in range(2):
    children.append(os.fork())
    if children[-1] == 0:
        work()
        os._exit(0)
work()
for child in children:
    os.waitpid(child, 0)
used = os.times()
cpu = used.user + used.system + used.children_user + used.children_system
print(cpu / (time.monotonic() - start))
