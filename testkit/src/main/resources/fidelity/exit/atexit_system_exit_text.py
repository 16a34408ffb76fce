import atexit, sys

atexit.register(sys.exit, "text at the end")
