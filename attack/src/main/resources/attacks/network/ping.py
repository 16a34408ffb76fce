# Sends an echo request, raw and by the socket for that.
# source: icmp(7)
# control: host
import socket

from attempts import attempt

attempt("datagram", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP))
attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
