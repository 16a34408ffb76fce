import atexit, threading, time
from concurrent.futures import ThreadPoolExecutor

atexit.register(print, "atexit")
pool = ThreadPoolExecutor(2)
said = threading.Event()
for i in range(3):
    pool.submit(lambda i=i: (said.wait(), time.sleep(0.2 * 3**i), print("task", i)))
print("main ends")
said.set()
