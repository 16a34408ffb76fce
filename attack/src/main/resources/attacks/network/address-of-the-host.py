# Connects to a service on the host's own address.
# source: history 39
# control: host
# not applicable http: the service may be on another machine
import socket

from attempts import attempt

attempt("its address", lambda: socket.create_connection(("{{address}}", {{port}}), 1))
