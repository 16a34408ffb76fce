"""Stops its children and waits for them (Piston issue 196)."""
import os
import signal

print("started", flush=True)
children = []
for _ in range(3):
    children.append(os.fork())
    if children[-1] == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
for child in children:
    os.waitpid(child, 0)
