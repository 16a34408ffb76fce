"""Runs on the host: listens on an abstract Unix socket and on one with a path."""
import socket
import sys
import time

servers = []
for address in ("\0" + sys.argv[1], sys.argv[2]):
    servers.append(socket.socket(socket.AF_UNIX))
    servers[-1].bind(address)
    servers[-1].listen()
print("listening", flush=True)
time.sleep(60)
