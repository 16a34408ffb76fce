# Connects to a neighbour's port on loopback.
# source: history 40
# control: host
# kind: pair
import socket

from attempts import attempt

# Below the ports that the kernel gives to clients: one that was given this very port would meet itself.
attempt("its port", lambda: socket.create_connection(("127.0.0.1", 25454), 1))

# === victim
import socket

server = socket.create_server(("127.0.0.1", 25454))

import time
print('ready', flush=True)
time.sleep(3)
