"""Threads that never end, with a main thread that waits for them."""
import threading
import time

print("started", flush=True)
for _ in range(8):
    threading.Thread(target=time.sleep, args=(60,)).start()
