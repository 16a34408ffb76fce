# Reads the kernel's messages.
# source: syslog(2)
# control: host
import ctypes
import os

from attempts import attempt, call

attempt("syslog", lambda: call(103, 3, ctypes.create_string_buffer(4096), 4096))
attempt("/dev/kmsg", lambda: os.read(os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK), 100))
