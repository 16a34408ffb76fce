# Looks for processes that it may signal, by number.
# source: history 40; kill(2)
# control: host
import os
import signal

reached = []
for pid in range(2, 5000):
    if pid != os.getpid():
        try:
            os.kill(pid, 0)
            reached.append(pid)
        except OSError:
            pass
print("other processes:", f"ALLOWED ({len(reached)}, as {reached[:3]})" if reached else "refused (none)")
