"""Does nothing for a minute."""
import time

print("started", flush=True)
time.sleep(60)
