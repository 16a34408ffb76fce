# Makes terminals, of which a host has a few thousand.
# source: pty(7)
# control: host
import os

from attempts import attempt

attempt("openpty", os.openpty)
attempt("/dev/ptmx", lambda: os.open("/dev/ptmx", os.O_RDWR))
attempt("/dev/pts/ptmx", lambda: os.open("/dev/pts/ptmx", os.O_RDWR))
