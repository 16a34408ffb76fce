# Sends to a neighbour's UDP port and is heard.
# source: history 40
# control: host
# kind: pair
import socket

from attempts import attempt

client = socket.socket(type=socket.SOCK_DGRAM)
client.sendto(b"hello", ("127.0.0.1", 25455))
print("sent: refused (the other side tells)")

# === victim
import socket

server = socket.socket(type=socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 25455))
print('ready', flush=True)
server.settimeout(3)
try:
    print("a neighbour was heard: ALLOWED", server.recv(10))
except TimeoutError:
    print("a neighbour was heard: refused (nobody)")
