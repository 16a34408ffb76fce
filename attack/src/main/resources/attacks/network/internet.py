# Connects to addresses of the internet.
# source: own
# control: none it needs the internet
import socket

from attempts import attempt

for address in (("1.1.1.1", 443), ("8.8.8.8", 53), ("2606:4700:4700::1111", 443)):
    attempt(address[0], lambda: socket.create_connection(address, 1))
