"""A thread that is still at work at the end of the main one is waited for; a daemon thread is not."""
import threading
import time


def late():
    time.sleep(0.2)
    print("late")


threading.Thread(target=late).start()
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("main ends")
# prints
# main ends
# late
