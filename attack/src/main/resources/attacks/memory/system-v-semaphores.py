# Fills memory by sets of System V semaphores.
# source: own; semget(2)
# control: none the semaphores of a host are shared by everybody on it
# contained: MEMORY
# not applicable gvisor: semaphores of gVisor's kernel are memory of the sandbox, which is limited
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
total = 0
while total < 200 << 20:
    if libc.semget(0, 32000, 0o1600) < 0:
        break
    total += 32000 * 64

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
