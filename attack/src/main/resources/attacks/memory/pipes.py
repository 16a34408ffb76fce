# Fills the buffers of pipes, in several processes.
# source: history 22; pipe(7)
# control: host
# contained: MEMORY
import os

reader, writer = os.pipe()
hold, release = os.pipe()
children = []
for _ in range(40):
    child = os.fork()
    if child == 0:
        os.close(release)
        total = 0
        held = []
        try:
            for _ in range(100):
                held.append(os.pipe())
                os.set_blocking(held[-1][1], False)
                total += os.write(held[-1][1], b"x" * 65536)
        except OSError:
            pass
        os.write(writer, total.to_bytes(8, "big"))
        os.read(hold, 1)  # until all have what they can get
        os._exit(0)
    children.append(child)
total = sum(int.from_bytes(os.read(reader, 8), "big") for _ in children)
os.close(release)

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
