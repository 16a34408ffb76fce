"""Ignores every signal that can be ignored."""
import signal
import time

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
print("started", flush=True)
time.sleep(60)
