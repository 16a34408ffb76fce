# Connects to a service on the host's loopback, by every name that it has.
# source: history 39; moby
# control: host
# not applicable http: the service may be on another machine
import socket

from attempts import attempt

for address in ("127.0.0.1", "localhost", "0.0.0.0", "127.1.2.3", "::ffff:127.0.0.1"):
    attempt(address, lambda: socket.create_connection((address, {{port}}), 1))
