"""What runs at the end, in its order: atexit, finalizers, the flush of stdout."""
import atexit
import sys


class Last:
    def __del__(self):
        print("finalizer")


atexit.register(print, "registered first")
atexit.register(print, "registered last")
kept = Last()
sys.stdout.write("not flushed, no newline")
# prints
# not flushed, no newlineregistered last
# registered first
# finalizer
