# Sends to itself by UDP and never receives, in several processes.
# source: own; udp(7)
# control: host
# contained: MEMORY
import os
import socket
import struct
import time


def fill():
    held = []
    for _ in range(100):
        receiver, sender = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
        receiver.bind(("127.0.0.1", 0))
        try:
            for _ in range(12):
                sender.sendto(b"x" * 30000, 0x40, receiver.getsockname())
        except OSError:
            pass
        sender.close()
        held.append(receiver)
    SO_MEMINFO = 55
    total = sum(struct.unpack("9I", s.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, 36))[0] for s in held)
    os.write(writer, total.to_bytes(8, "big"))
    time.sleep(1)
    os._exit(0)


reader, writer = os.pipe()
for _ in range(20):
    if os.fork() == 0:
        fill()
total = sum(int.from_bytes(os.read(reader, 8), "big") for _ in range(20))

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
