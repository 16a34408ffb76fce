import atexit, time
from concurrent.futures import ThreadPoolExecutor

atexit.register(print, "atexit")
pool = ThreadPoolExecutor(2)
for i in range(3):
    pool.submit(lambda i=i: (time.sleep(0.2 * 3**i), print("task", i)))
print("main ends")
