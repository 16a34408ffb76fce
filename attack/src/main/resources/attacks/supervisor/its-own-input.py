# Opens its input for writing and keeps it full.
# source: pipe(7)
# control: none a plain interpreter has no supervisor
import os

if not os.access("/proc/self/fd/0", os.W_OK):
    print("its input, for writing: refused", flush=True)
    os._exit(0)

writer = os.open("/proc/self/fd/0", os.O_WRONLY | os.O_NONBLOCK)
try:
    while True:
        os.write(writer, b"x" * 4096)
except BlockingIOError:
    pass
print("input: refused (only its own)")
