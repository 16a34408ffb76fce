import atexit, threading, time

atexit.register(print, "atexit")
said = threading.Event()
threading.Thread(target=lambda: (said.wait(), time.sleep(0.2), print("thread"))).start()
print("main ends")
said.set()
