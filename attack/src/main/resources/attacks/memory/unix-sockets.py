# Fills the buffers of Unix sockets, in several processes.
# source: own; unix(7)
# control: host
# contained: MEMORY
import os
import socket
import time

reader, writer = os.pipe()
children = []
for _ in range(20):
    child = os.fork()
    if child == 0:
        total, held = 0, []
        try:
            for _ in range(100):
                held.append(socket.socketpair())
                held[-1][0].setblocking(False)
                while True:
                    try:
                        total += held[-1][0].send(b"x" * 65536)
                    except BlockingIOError:
                        break
        except OSError:
            pass
        os.write(writer, total.to_bytes(8, "big"))
        time.sleep(1)
        os._exit(0)
    children.append(child)
total = sum(int.from_bytes(os.read(reader, 8), "big") for _ in children)

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
