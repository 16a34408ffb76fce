import threading

t = threading.Thread(target=lambda: {}["k"], name="worker")
t.start()
t.join()
print("on")
