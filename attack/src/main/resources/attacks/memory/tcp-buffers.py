# Sends to itself by TCP and never receives: kernels of control groups version 1 do not count that.
# source: own; tcp(7), memory.kmem.tcp
# control: host
# contained: MEMORY
import socket
import time

total, held = 0, []
while total < 200 << 20 and len(held) < 200:
    server = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(server.getsockname())
    held += [client, server.accept()[0]]
    server.close()
    client.setblocking(False)
    last = time.monotonic()
    while time.monotonic() < last + 0.02:
        try:
            total += client.send(b"x" * 262144)
            last = time.monotonic()
        except BlockingIOError:
            time.sleep(0.002)

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
