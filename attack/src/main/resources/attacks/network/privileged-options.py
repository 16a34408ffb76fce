# Sets options of sockets that need a privilege: foreign addresses, marks, forced buffers.
# source: ip(7), socket(7)
# control: host
# not applicable gvisor: gVisor's network takes these options and has nobody to send to
import socket

from attempts import attempt

client = socket.socket()
attempt("IP_TRANSPARENT", lambda: client.setsockopt(socket.SOL_IP, 19, 1))
attempt("SO_MARK", lambda: client.setsockopt(socket.SOL_SOCKET, 36, 1))
attempt("SO_RCVBUFFORCE", lambda: client.setsockopt(socket.SOL_SOCKET, 33, 1 << 28))
attempt("SO_DEBUG", lambda: client.setsockopt(socket.SOL_SOCKET, 1, 1))
