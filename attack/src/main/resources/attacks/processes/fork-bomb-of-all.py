# Every process forks on, in all directions.
# source: history 21; the shell's :(){ :|:& };:
# control: host
# contained: MEMORY
import os
import time

root = os.getpid()
reader, writer = os.pipe()
os.set_blocking(reader, False)
for _ in range(9):
    try:
        if os.fork() == 0:
            os.write(writer, b"x")
    except OSError:
        pass
time.sleep(1)
if os.getpid() != root:
    os._exit(0)
count = len(os.read(reader, 4096))
print("processes:", "ALLOWED" if count > 200 else "refused", f"({count})")
