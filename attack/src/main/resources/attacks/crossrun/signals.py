# Ends or stops a neighbour, by every number that it could have.
# source: history 20, 40
# control: none on a host it would reach others
# kind: pair
import os
import signal

for pid in range(2, 400):
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGUSR1)
        except OSError:
            pass
print("sent: refused (the other side tells)")

# === victim
import os
import signal
import time

signal.signal(signal.SIGUSR1, lambda *_: print("a signal arrived: ALLOWED", flush=True))
print('ready', flush=True)
end = time.monotonic() + 2
while time.monotonic() < end:
    time.sleep(0.1)
print("a signal arrived: refused (none did)")
