# Fills System V message queues.
# source: own; msgop(2)
# control: none the queues of a host are shared by everybody on it
# contained: MEMORY
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
message = ctypes.create_string_buffer(b"\x01" + bytes(7) + b"x" * 8192)
queues, total = [], 0
while total < 200 << 20 and len(queues) < 20000:
    queue = libc.msgget(0, 0o1600)
    if queue < 0:
        break
    queues.append(queue)
    for _ in range(2):
        total += 8192 if libc.msgsnd(queue, message, 8192, 0o4000) == 0 else 0

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)

for queue in queues:
    libc.msgctl(queue, 0, None)
