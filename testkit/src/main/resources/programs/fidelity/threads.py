"""Threads with a lock, a condition and thread-local data."""
import threading

total, lock, local = 0, threading.Lock(), threading.local()


def add():
    global total
    local.mine = 0
    for _ in range(1000):
        local.mine += 1
        with lock:
            total += 1
    assert local.mine == 1000


threads = [threading.Thread(target=add) for _ in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
# prints
# 10000
