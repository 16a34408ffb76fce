# Connects to a Unix socket of the host by its path.
# source: history 33 (bwrap without a mount namespace)
# control: host
# not applicable http: the service may be on another machine
import socket

from attempts import attempt

attempt("the path", lambda: socket.socket(socket.AF_UNIX).connect("{{unix_path}}"))
attempt("the path from the root", lambda: socket.socket(socket.AF_UNIX).connect("/proc/self/root{{unix_path}}"))
