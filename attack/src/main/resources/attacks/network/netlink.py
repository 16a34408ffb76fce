# Speaks netlink: routes, interfaces, audit, crypto.
# source: CVE-2017-11176; netlink(7)
# control: host
import socket

from attempts import NOT_PERMITTED, attempt

for protocol in (0, 4, 9, 12, 15, 16, 21):
    attempt(f"protocol {protocol}", lambda: socket.socket(16, socket.SOCK_RAW, protocol), NOT_PERMITTED)
