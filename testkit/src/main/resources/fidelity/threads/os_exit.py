import os, threading

threading.Thread(target=os._exit, args=(5,)).start()
import time

time.sleep(60)
