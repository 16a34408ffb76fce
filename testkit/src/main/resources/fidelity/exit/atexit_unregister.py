import atexit

atexit.register(print, 1)
atexit.unregister(print)
atexit.register(lambda: print("kept"))
