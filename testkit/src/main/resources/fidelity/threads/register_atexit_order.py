import atexit
import concurrent.futures.thread
import threading

threading._register_atexit(print, "threading 1")
threading._register_atexit(print, "threading 2")
atexit.register(print, "atexit")
print(len(threading._threading_atexits))
