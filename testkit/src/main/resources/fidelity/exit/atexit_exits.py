import atexit, sys

atexit.register(print, "still")
atexit.register(sys.exit, 9)
