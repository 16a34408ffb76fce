# Fills the stacks of threads.
# source: own; pthreads(7)
# control: host
# contained: MEMORY
import threading


def descend(depth):
    filler = bytearray(1 << 20)
    if depth:
        descend(depth - 1)
    else:
        barrier.wait()


barrier = threading.Barrier(21)
threads = [threading.Thread(target=descend, args=(9,)) for _ in range(20)]
for thread in threads:
    thread.start()
barrier.wait()
print("200 MiB held: ALLOWED", flush=True)
