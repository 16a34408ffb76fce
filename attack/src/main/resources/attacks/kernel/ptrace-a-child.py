# Traces a child, to change its system calls after the filter saw them.
# source: ptrace(2)
# control: host
import os
import time

from attempts import attempt, call


def trace():
    child = os.fork()
    if child == 0:
        time.sleep(1)
        os._exit(0)
    try:
        return call(101, 0x4206, child, 0, 0)  # seize
    finally:
        os.kill(child, 9)


attempt("seize a child", trace)
