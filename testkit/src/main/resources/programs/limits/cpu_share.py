"""Prints how much of a processor a busy loop gets in one second."""
import time

wall, cpu = time.monotonic(), time.process_time()
while time.monotonic() < wall + 1:
    pass
print((time.process_time() - cpu) / (time.monotonic() - wall))
