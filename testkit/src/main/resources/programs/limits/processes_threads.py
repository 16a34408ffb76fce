"""Starts threads until it may not, and prints how many it then has."""
import threading

done = threading.Event()
threads = []
try:
    for _ in range(1000):
        thread = threading.Thread(target=done.wait)
        thread.start()
        threads.append(thread)
    raise SystemExit("no limit was met")
except RuntimeError as e:
    assert str(e) == "can't start new thread", e
done.set()
for thread in threads:
    thread.join()
print(len(threads) + 1)
