import queue, threading

q = queue.Queue()
threading.Thread(target=lambda: [q.put(i) for i in range(5)]).start()
print([q.get() for _ in range(5)])
