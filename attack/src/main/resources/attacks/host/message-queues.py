# Makes POSIX message queues, which live in the kernel.
# source: mq_overview(7)
# control: host
import struct

from attempts import attempt, call

attempt("mq_open", lambda: call(240, b"{{marker}}", 0o102, 0o600, None))
attempt("a large one", lambda: call(240, b"{{marker}}x", 0o102, 0o600, struct.pack("8q", 0, 10, 8192, 0, 0, 0, 0, 0)))
for name in (b"{{marker}}", b"{{marker}}x"):
    try:
        call(241, name)
    except OSError:
        pass
