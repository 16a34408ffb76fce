"""Makes terminals, of which a host has a few thousand."""
import os

from attempts import attempt

attempt("openpty", os.openpty)
attempt("open /dev/ptmx", lambda: os.open("/dev/ptmx", os.O_RDWR))
attempt("open /dev/pts/ptmx", lambda: os.open("/dev/pts/ptmx", os.O_RDWR))
