"""Connects to Unix sockets of the host: a network namespace shuts off abstract ones only."""
import socket
import sys

from attempts import attempt

attempt("abstract", lambda: socket.socket(socket.AF_UNIX).connect("\0" + sys.argv[1]))
attempt("path", lambda: socket.socket(socket.AF_UNIX).connect(sys.argv[2]))
