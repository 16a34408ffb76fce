# Moves pages into its output without copying.
# source: vmsplice(2)
# control: host
# contained: OUTPUT
import os

zero = os.open("/dev/zero", os.O_RDONLY)
pages = os.memfd_create("pages")
os.write(pages, b"x" * (1 << 20))
for _ in range(8):
    at = 0
    while at < 1 << 20:
        at += os.sendfile(1, pages, at, (1 << 20) - at)

print("8 MiB were printed: ALLOWED", flush=True)
