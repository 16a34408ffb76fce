# Makes terminals, of which a host has a few thousand.
# source: pty(7)
# control: host
# not applicable gvisor: the terminals are those of gVisor's kernel, of this sandbox alone
import os

from attempts import attempt

attempt("openpty", os.openpty)
attempt("/dev/ptmx", lambda: os.open("/dev/ptmx", os.O_RDWR))
attempt("/dev/pts/ptmx", lambda: os.open("/dev/pts/ptmx", os.O_RDWR))
