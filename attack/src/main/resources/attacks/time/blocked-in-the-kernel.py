# Waits in an open that nobody completes.
# source: fifo(7)
# control: host
# limits: wall=1s
# contained: WALL_TIME
import os
import tempfile
import threading
import time

path = tempfile.mktemp(dir="/dev/shm")
os.mkfifo(path)


def release():
    time.sleep({{long}})
    os.open(path, os.O_WRONLY)


threading.Thread(target=release).start()
open(path, "rb").close()
os.unlink(path)

print("ran for {{long}} s: ALLOWED", flush=True)
