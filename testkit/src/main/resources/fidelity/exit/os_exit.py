import atexit, os, sys

atexit.register(print, "never")
print("lost, in the buffer")
os._exit(int(sys.argv[1]))
