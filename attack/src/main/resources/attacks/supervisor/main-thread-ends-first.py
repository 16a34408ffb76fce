# Ends its main thread and goes on in another.
# source: exit(2) of a thread
# control: host
# limits: wall=1s
# contained: WALL_TIME
import ctypes
import threading
import time


def go_on():
    time.sleep({{long}})
    print("went on for {{long}} s: ALLOWED", flush=True)


threading.Thread(target=go_on).start()
time.sleep(0.1)
ctypes.CDLL(None).syscall(60, 0)
