# Connects to a neighbour's abstract Unix socket.
# source: history 33, 40
# control: host
# kind: pair
import socket

from attempts import attempt

attempt("its socket", lambda: socket.socket(socket.AF_UNIX).connect("\0{{marker}}"))

# === victim
import socket

server = socket.socket(socket.AF_UNIX)
server.bind("\0{{marker}}")
server.listen()

import time
print('ready', flush=True)
time.sleep(3)
