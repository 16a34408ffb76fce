# Reads a file that a neighbour keeps in /dev/shm.
# source: history 19 (isolate 2.6)
# control: host
# kind: pair
from attempts import attempt

attempt("its file", lambda: open("/dev/shm/{{marker}}").read())

# === victim
open('/dev/shm/{{marker}}', 'w').write('x')
import time
print('ready', flush=True)
time.sleep(3)
import os
os.unlink('/dev/shm/{{marker}}')
