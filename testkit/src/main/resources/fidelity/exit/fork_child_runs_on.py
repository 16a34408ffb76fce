import os

if os.fork() == 0:
    os.setsid()
    import time

    time.sleep(60)
print("parent ends")
