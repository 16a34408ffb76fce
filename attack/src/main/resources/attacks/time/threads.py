# Waits for threads that never seem to end.
# source: own
# control: host
# limits: wall=1s
# contained: WALL_TIME
import threading
import time

threads = [threading.Thread(target=time.sleep, args=({{long}},)) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("ran for {{long}} s: ALLOWED", flush=True)
