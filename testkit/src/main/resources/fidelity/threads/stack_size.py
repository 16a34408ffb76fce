import threading

print(threading.stack_size(), threading.TIMEOUT_MAX)
threading.stack_size(256 * 1024)
t = threading.Thread(target=print, args=("small stack",))
t.start()
t.join()
