# Makes a neighbour run out of memory by running out of it.
# source: history 17 (snekbox issues 83 and 91)
# control: none it would use up this host's memory
# kind: pair
# contained: MEMORY, signal SIGKILL, exit code 1
held = []
while True:
    held.append(b"x" * (1 << 20))

# === victim
import time

held = b"x" * (90 << 20)
print('ready', flush=True)
time.sleep(2)
print("its memory: refused (still whole)" if held.count(b"x") == 90 << 20 else "its memory: ALLOWED (gone)")
