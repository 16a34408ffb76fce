"""Deep recursion in Python and a big stack in a thread."""
import sys
import threading


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))
sys.setrecursionlimit(20_000)
threading.stack_size(64 << 20)
thread = threading.Thread(target=lambda: print(depth(15_000)))
thread.start()
thread.join()
# prints
# 900
# 15000
