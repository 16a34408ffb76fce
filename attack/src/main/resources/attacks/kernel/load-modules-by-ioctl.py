# Has the kernel load the modules for bridges and VLANs, by asking a socket about them.
# source: own; sock_ioctl, SIOCGIFBR and SIOCGIFVLAN
# control: none it would load modules into this host's kernel
import fcntl
import socket

from attempts import NOT_PERMITTED, attempt

for name, number in (("SIOCGIFBR", 0x8940), ("SIOCBRADDBR", 0x89A0), ("SIOCGIFVLAN", 0x8982)):
    attempt(name, lambda: fcntl.ioctl(socket.socket(), number, bytes(64)), NOT_PERMITTED)
