# Opens its output anew through /proc, for each piece.
# source: proc(5)
# control: host
# contained: OUTPUT
import os

if not os.access("/proc/self/fd/1", os.W_OK):
    print("its output, opened anew: refused", flush=True)
    os._exit(0)

for _ in range(128):
    with open("/proc/self/fd/1", "wb", buffering=0) as out:
        data = b"x" * 65536
        while data:
            data = data[out.write(data):]

print("8 MiB were printed: ALLOWED", flush=True)
