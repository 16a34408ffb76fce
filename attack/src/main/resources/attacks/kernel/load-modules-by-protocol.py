# Has the kernel look for modules by asking for sockets of rare protocols, as for SCTP or L2TP.
# source: own; request_module in inet_create
# control: host
import socket

from attempts import NOT_PERMITTED, attempt

# numbers that nobody has, so that the control loads nothing; a filter cannot know which exist
for family in (socket.AF_INET, socket.AF_INET6):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        attempt(f"family {family}, type {kind}", lambda: socket.socket(family, kind, 250), NOT_PERMITTED)
