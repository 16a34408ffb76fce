import atexit
import threading

atexit.register(lambda: (lambda t: (t.start(), t.join()))(threading.Thread(target=print, args=("thread in atexit",))))
