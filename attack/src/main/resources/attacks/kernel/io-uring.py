# Sets up io_uring, whose requests no filter sees.
# source: history 19 (isolate 2.6: io_uring to AF_VSOCK)
# control: host
import ctypes

from attempts import attempt, call

attempt("io_uring_setup", lambda: call(425, 4, ctypes.create_string_buffer(120)))
