import _thread, time

lock = _thread.allocate_lock()
lock.acquire()
_thread.start_new_thread(lambda: (print("thread"), lock.release()), ())
lock.acquire()
print("main", _thread._count() >= 0)
