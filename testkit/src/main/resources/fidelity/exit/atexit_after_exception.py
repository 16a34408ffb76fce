import atexit

atexit.register(print, "after the traceback")
1 / 0
