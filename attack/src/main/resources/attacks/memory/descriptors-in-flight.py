# Sends memory files through a socket and closes them: nobody holds them but the socket.
# source: own; unix(7), SCM_RIGHTS
# control: host
# contained: MEMORY
import os
import socket

one, other = socket.socketpair()
total = 0
try:
    for _ in range(50):
        file = os.memfd_create("held")
        total += os.write(file, b"x" * (4 << 20))
        socket.send_fds(one, [b"x"], [file])
        os.close(file)
except OSError:
    pass

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
