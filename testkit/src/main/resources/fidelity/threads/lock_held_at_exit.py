import threading

lock = threading.Lock()
lock.acquire()
rlock = threading.RLock()
rlock.acquire()
